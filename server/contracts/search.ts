import { z } from 'zod';
import { DocumentFilter } from '#contracts/document-filter';

export const topKLimits = { min: 1, max: 20, default: 5 } as const;
export const scoreThresholdLimits = { min: 0, max: 1, default: 0.5 } as const;
export const queryMaxChars = 4000;

/** How many passages to keep, and the lowest score kept. Scores run from 0 to 1; a higher threshold is stricter. */
export const RetrievalOptions = z.object({
  topK: z.number().int().min(topKLimits.min).max(topKLimits.max).default(topKLimits.default),
  scoreThreshold: z.number().min(scoreThresholdLimits.min).max(scoreThresholdLimits.max).default(scoreThresholdLimits.default),
});
export type RetrievalOptions = z.infer<typeof RetrievalOptions>;

/** The same where each may be left out: what is not said here is taken from the next wider setting. */
export const RetrievalOverrides = z.strictObject({
  topK: RetrievalOptions.shape.topK.removeDefault().optional(),
  scoreThreshold: RetrievalOptions.shape.scoreThreshold.removeDefault().optional(),
});
export type RetrievalOverrides = z.infer<typeof RetrievalOverrides>;

/** `filter`: only these documents are searched. */
export const SearchRequest = RetrievalOverrides.extend({
  query: z.string().trim().min(1).max(queryMaxChars),
  filter: DocumentFilter.optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** Where in a recording or a sheet a chunk stands. */
export const ChunkPlace = z.object({
  time: z.object({ startMs: z.number(), endMs: z.number() }).optional(),
  sheet: z.string().optional(),
  /** First and last row of its table, or of its sheet. */
  rows: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
  /** What columns chosen for it say of the rows, by column. */
  described: z.record(z.string(), z.string()).optional(),
});
export type ChunkPlace = z.infer<typeof ChunkPlace>;

/** `edited` and `added`: the words of a curator; their span tells what they stand for. */
export const ChunkOrigin = z.enum(['document', 'edited', 'added', 'summary']);
export type ChunkOrigin = z.infer<typeof ChunkOrigin>;

/** A passage found. `start` and `end` are character offsets into the document's text: for one of the document's own `text === documentText.slice(start, end)`. */
export const Hit = z.object({
  chunkId: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  knowledgeBaseId: z.string(),
  text: z.string(),
  score: z.number().min(0).max(1),
  page: z.number().int().optional(),
  start: z.number().int(),
  end: z.number().int(),
  heading: z.string().optional(),
  /** `document` when left out. */
  origin: ChunkOrigin.optional(),
  place: ChunkPlace.optional(),
});
export type Hit = z.infer<typeof Hit>;

/** `summary`: it has led to chunks of its document. */
export const DropReason = z.enum(['below-threshold', 'duplicate', 'beyond-top-k', 'summary']);
export type DropReason = z.infer<typeof DropReason>;

/** One candidate on its way through retrieval: what each stage gave it, and why it was dropped if it was. */
export const TraceCandidate = z.object({
  chunkId: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  knowledgeBaseId: z.string(),
  preview: z.string(),
  keywordRank: z.number().int().optional(),
  vectorRank: z.number().int().optional(),
  similarity: z.number().optional(),
  /** What each feature says of the passage, before weighting. */
  features: z.record(z.string(), z.number()),
  /** From 0 to 1, where a reranker read it; then its evidence is that of its new place. */
  relevance: z.number().optional(),
  evidence: z.number(),
  score: z.number(),
  dropped: DropReason.optional(),
});
export type TraceCandidate = z.infer<typeof TraceCandidate>;

export const RetrievalTrace = z.object({
  query: z.string(),
  terms: z.array(z.object({ term: z.string(), weight: z.number() })),
  topK: z.number().int(),
  scoreThreshold: z.number(),
  candidates: z.array(TraceCandidate),
  /** What the search had to do without: "the embedding model does not answer". */
  notes: z.array(z.string()).optional(),
  /** Time of each stage in milliseconds. */
  stageMs: z.record(z.string(), z.number()),
});
export type RetrievalTrace = z.infer<typeof RetrievalTrace>;

export const SearchResponse = z.object({ hits: z.array(Hit), trace: RetrievalTrace });
export type SearchResponse = z.infer<typeof SearchResponse>;
