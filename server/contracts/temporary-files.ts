import { z } from 'zod';
import { UploadResponse } from '#contracts/document';

/** `id` of files that were uploaded before: the new ones take their place. */
export const TemporaryUploadQuery = z.object({ id: z.string().min(1).max(64).optional() });
export type TemporaryUploadQuery = z.infer<typeof TemporaryUploadQuery>;

/** `id` may be used wherever a knowledge base may. */
export const TemporaryUploadResponse = UploadResponse.extend({ id: z.string() });
export type TemporaryUploadResponse = z.infer<typeof TemporaryUploadResponse>;

/** Files of a conversation; after `expiresAt` they are removed. */
export const TemporaryFiles = z.object({ id: z.string(), expiresAt: z.iso.datetime() });
export type TemporaryFiles = z.infer<typeof TemporaryFiles>;
