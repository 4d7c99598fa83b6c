import { z } from 'zod';
import { Chunk } from '#contracts/document';
import { PageQuery } from '#contracts/pagination';

export const chunkTextMaxChars = 8_000;
export const customChunksLimit = 5_000;

/** Words of a curator, without blanks at either end. */
const ChunkText = z
  .string()
  .trim()
  .min(1)
  .max(chunkTextMaxChars)
  .refine((text) => !text.includes('\0'), 'must not contain the character NUL');

/** `edited`: with other words than the document's; `added`: supplied by a curator, also where the document has the same words. */
export const ChunkState = z.enum(['all', 'enabled', 'disabled', 'edited', 'added']);
export type ChunkState = z.infer<typeof ChunkState>;

/** `query` is looked for as it stands. */
export const ChunkQuery = PageQuery.extend({
  query: z.string().max(200).optional(),
  state: ChunkState.default('all'),
});
export type ChunkQuery = z.infer<typeof ChunkQuery>;

/** Chunks of many documents: `*` in a name or a value stands for anything; `metadata` as `key:value`, `tag` as a document has it. */
export const KnowledgeBaseChunkQuery = ChunkQuery.extend({
  documentName: z.string().min(1).max(200).optional(),
  metadata: z
    .string()
    .max(600)
    .regex(/^[^:]+:.+$/s, 'must be key:value')
    .optional(),
  tag: z.string().min(1).max(60).optional(),
});
export type KnowledgeBaseChunkQuery = z.infer<typeof KnowledgeBaseChunkQuery>;

export const DocumentChunk = Chunk.extend({ documentId: z.string(), documentName: z.string() });
export type DocumentChunk = z.infer<typeof DocumentChunk>;

/** A changed chunk has a new id, so whoever has the old one is told that somebody was first. */
export const UpdateChunk = z
  .strictObject({ text: ChunkText, isEnabled: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');
export type UpdateChunk = z.infer<typeof UpdateChunk>;

/** Without `position`, counted from 0, it is the last of the document. */
export const AddChunk = z.strictObject({ text: ChunkText, position: z.number().int().min(0).max(1_000_000).optional() });
export type AddChunk = z.infer<typeof AddChunk>;

export const CustomChunks = z.strictObject({ chunks: z.array(z.strictObject({ text: ChunkText })).min(1).max(customChunksLimit) });
export type CustomChunks = z.infer<typeof CustomChunks>;

export const ChunkEditKind = z.enum(['replace', 'disable', 'remove', 'add']);
export type ChunkEditKind = z.infer<typeof ChunkEditKind>;

/** What a curator changed about one chunk. It is kept, and applied whenever the document is read or split anew. */
export const ChunkEdit = z.object({
  id: z.string(),
  documentId: z.string(),
  kind: ChunkEditKind,
  /** The curator's words for `replace` and `add`; for the others the text of the chunk it is about. */
  text: z.string(),
  /** Where its chunk stands, or would stand. */
  position: z.number().int().optional(),
  /** False when the document has no chunk any more that it is about. */
  isApplied: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ChunkEdit = z.infer<typeof ChunkEdit>;

export const ChunkEditQuery = PageQuery.extend({ isApplied: z.stringbool().optional() });
export type ChunkEditQuery = z.infer<typeof ChunkEditQuery>;
