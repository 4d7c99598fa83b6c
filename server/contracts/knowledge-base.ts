import { z } from 'zod';
import { RetrievalOverrides } from '#contracts/search';
import { chunkOverlapLimits, chunkSizeLimits, Splitting } from '#contracts/splitting';

export const nameMaxChars = 80;
export const descriptionMaxChars = 2000;
export const refusalMaxChars = 500;

/** `own-knowledge`: the model answers from what it knows, and the answer is marked as such. */
export const WhenNothingFound = z.enum(['refuse', 'own-knowledge']);
export type WhenNothingFound = z.infer<typeof WhenNothingFound>;

const Name = z
  .string()
  .trim()
  .min(1)
  .max(nameMaxChars)
  .regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'must not contain slashes or control characters');

const settings = {
  description: z.string().trim().max(descriptionMaxChars),
  ...Splitting.shape,
  /** Id of an embedding model, as listed by GET /api/models. */
  embeddingModel: z.string().min(1).max(200),
  vectorStore: z.string().min(1).max(50),
  /** Defaults of this knowledge base for questions that do not say otherwise. */
  retrieval: RetrievalOverrides,
  whenNothingFound: WhenNothingFound,
  /** What is said instead of an answer; empty for the usual words. */
  refusalText: z.string().trim().max(refusalMaxChars),
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
    splitter: settings.splitter.default('recursive'),
    titleEnhancement: settings.titleEnhancement.default(false),
    headingPrefix: settings.headingPrefix.default(false),
    embeddingModel: settings.embeddingModel.optional(),
    vectorStore: settings.vectorStore.optional(),
    retrieval: settings.retrieval.optional(),
    whenNothingFound: settings.whenNothingFound.default('refuse'),
    refusalText: settings.refusalText.default(''),
  })
  .refine((value) => value.chunkOverlap === undefined || overlapFits(value), overlapProblem);
export type CreateKnowledgeBase = z.infer<typeof CreateKnowledgeBase>;

/** Changes of splitting, embeddingModel or vectorStore take effect with the next rebuild. */
export const UpdateKnowledgeBase = z.strictObject({ name: Name, ...settings }).partial();
export type UpdateKnowledgeBase = z.infer<typeof UpdateKnowledgeBase>;

/** A place where the vectors of a knowledge base can be kept; those that are servers of their own only when they are connected. */
export const VectorStore = z.object({ id: z.string() });
export type VectorStore = z.infer<typeof VectorStore>;

export const IngestionAction = z.enum(['pause', 'resume', 'cancel']);
export type IngestionAction = z.infer<typeof IngestionAction>;

export const IndexState = z.enum(['ready', 'building', 'stale', 'failed']);
export type IndexState = z.infer<typeof IndexState>;

export const KnowledgeBase = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  ...Splitting.shape,
  embeddingModel: z.string(),
  vectorStore: z.string(),
  retrieval: RetrievalOverrides,
  whenNothingFound: WhenNothingFound,
  refusalText: z.string(),
  documentCount: z.number().int(),
  readyCount: z.number().int(),
  failedCount: z.number().int(),
  chunkCount: z.number().int(),
  /** `stale`: settings changed since the chunks were made; a rebuild applies them. */
  indexState: IndexState,
  /** Documents wait until ingestion is resumed. */
  isPaused: z.boolean(),
  /** The last rebuild changed settings, and can be undone. */
  canUndoRebuild: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type KnowledgeBase = z.infer<typeof KnowledgeBase>;
