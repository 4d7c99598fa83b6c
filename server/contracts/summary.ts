import { z } from 'zod';

export const summaryInstructionsMaxChars = 500;

/** Of a document, or of chosen chunks of one. What was made of the same texts with the same wish and model is given again unless `refresh`. */
export const SummaryRequest = z.strictObject({
  /** Chat model; the default one when left out. */
  model: z.string().min(1).max(200).optional(),
  /** What the reader wants to know of it above all. */
  instructions: z.string().trim().max(summaryInstructionsMaxChars).default(''),
  chunkIds: z.array(z.string().regex(/^\d+$/)).min(1).max(500).optional(),
  refresh: z.boolean().default(false),
});
export type SummaryRequest = z.infer<typeof SummaryRequest>;

export const Summary = z.object({
  id: z.string(),
  documentId: z.string(),
  text: z.string(),
  /** Summaries of the parts of a long document. */
  steps: z.array(z.string()),
  model: z.string(),
  instructions: z.string(),
  /** Chosen chunks; empty for the whole document. */
  chunkIds: z.array(z.string()),
  /** The document has changed since. */
  isStale: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Summary = z.infer<typeof Summary>;

export const SummaryEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('summary-progress'), done: z.number().int(), total: z.number().int() }),
  z.object({ type: z.literal('summary-done'), summary: Summary }),
]);
export type SummaryEvent = z.infer<typeof SummaryEvent>;

/** Documents to summarise one after the other, in the background; all of the knowledge base when left out. */
export const SummarizeDocuments = z.strictObject({
  documentIds: z.array(z.string()).min(1).max(1_000).optional(),
  model: z.string().min(1).max(200).optional(),
});
export type SummarizeDocuments = z.infer<typeof SummarizeDocuments>;
