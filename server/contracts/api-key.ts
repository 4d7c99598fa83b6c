import { z } from 'zod';
import { knowledgeBasesPerTurnLimit } from '#contracts/conversation';

export const apiKeyPrefix = 'lk-';
export const apiKeysLimit = 1_000;
export const originsPerKeyLimit = 20;

/** `program`: whatever its owner may do. `widget`: may only ask, from pages of the origins it names. */
export const ApiKeyKind = z.enum(['program', 'widget']);
export type ApiKeyKind = z.infer<typeof ApiKeyKind>;

/** Scheme, host and port as a browser sends them. */
const Origin = z
  .url({ protocol: /^https?$/, error: 'must be an origin, such as https://example.com' })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'must be an origin alone, such as https://example.com, without a path');

const fields = {
  name: z.string().trim().min(1).max(80),
  /** The knowledge bases it may ask; empty for all of its owner. */
  knowledgeBaseIds: z.array(z.string().min(1).max(64)).max(knowledgeBasesPerTurnLimit).default([]),
};

export const CreateApiKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('program'), ...fields }),
  z.strictObject({
    kind: z.literal('widget'),
    ...fields,
    knowledgeBaseIds: z.array(z.string().min(1).max(64)).length(1, 'must be one: a widget answers from one knowledge base'),
    /** Origins of the pages it may be used on. */
    origins: z.array(Origin).min(1).max(originsPerKeyLimit),
  }),
]);
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  kind: ApiKeyKind,
  knowledgeBaseIds: z.array(z.string()),
  origins: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The key itself is shown this once; only its hash is kept. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
