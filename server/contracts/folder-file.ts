import { z } from 'zod';

/** A file of the folders that a knowledge base follows, or a document of it, or both. */
export const FolderFile = z.object({
  name: z.string(),
  inFolder: z.boolean(),
  inDatabase: z.boolean(),
  documentId: z.string().optional(),
  /** What reads it, and what splits it. */
  loader: z.string().optional(),
  splitter: z.string().optional(),
  chunkCount: z.number().int().optional(),
  version: z.number().int().optional(),
});
export type FolderFile = z.infer<typeof FolderFile>;
