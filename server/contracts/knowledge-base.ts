import { z } from 'zod';
import { RetrievalOverrides } from '#contracts/search';

export const nameMaxChars = 80;
export const descriptionMaxChars = 2000;
export const chunkSizeLimits = { min: 50, max: 4000, default: 800 } as const;
export const chunkOverlapLimits = { min: 0, max: 1000, default: 100 } as const;

const Name = z
  .string()
  .trim()
  .min(1)
  .max(nameMaxChars)
  .regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'must not contain slashes or control characters');

const settings = {
  description: z.string().trim().max(descriptionMaxChars),
  /** Largest chunk, in characters. */
  chunkSize: z.number().int().min(chunkSizeLimits.min).max(chunkSizeLimits.max),
  /** Characters of whole sentences repeated at the start of the next chunk. */
  chunkOverlap: z.number().int().min(chunkOverlapLimits.min).max(chunkOverlapLimits.max),
  /** Id of an embedding model, as listed by GET /api/models. */
  embeddingModel: z.string().min(1).max(200),
  vectorStore: z.string().min(1).max(50),
  /** Defaults of this knowledge base for questions that do not say otherwise. */
  retrieval: RetrievalOverrides,
};

const overlapFits = (value: { chunkSize?: number; chunkOverlap?: number }) =>
  (value.chunkOverlap ?? chunkOverlapLimits.default) < (value.chunkSize ?? chunkSizeLimits.default);
const overlapProblem = { message: 'must be smaller than chunkSize', path: ['chunkOverlap'] };

export const CreateKnowledgeBase = z
  .strictObject({
    name: Name,
    description: settings.description.default(''),
    chunkSize: settings.chunkSize.default(chunkSizeLimits.default),
    chunkOverlap: settings.chunkOverlap.optional(),
    embeddingModel: settings.embeddingModel.optional(),
    vectorStore: settings.vectorStore.optional(),
    retrieval: settings.retrieval.optional(),
  })
  .refine((value) => value.chunkOverlap === undefined || overlapFits(value), overlapProblem);
export type CreateKnowledgeBase = z.infer<typeof CreateKnowledgeBase>;

/** Changes to chunkSize, chunkOverlap, embeddingModel or vectorStore take effect with the next rebuild. */
export const UpdateKnowledgeBase = z.strictObject({ name: Name, ...settings }).partial();
export type UpdateKnowledgeBase = z.infer<typeof UpdateKnowledgeBase>;

export const IndexState = z.enum(['ready', 'building', 'stale', 'failed']);
export type IndexState = z.infer<typeof IndexState>;

export const KnowledgeBase = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  chunkSize: z.number().int(),
  chunkOverlap: z.number().int(),
  embeddingModel: z.string(),
  vectorStore: z.string(),
  retrieval: RetrievalOverrides,
  documentCount: z.number().int(),
  readyCount: z.number().int(),
  failedCount: z.number().int(),
  chunkCount: z.number().int(),
  /** `stale`: settings changed since the chunks were made; a rebuild applies them. */
  indexState: IndexState,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type KnowledgeBase = z.infer<typeof KnowledgeBase>;
