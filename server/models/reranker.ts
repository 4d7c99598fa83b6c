/** Judges how well texts answer a query by reading both together: slower than a vector, and better. */
export type Reranker = {
  id: string;
  label: string;
  /** Relevance of each text, in their order, from 0 to 1. @throws AppError provider_failed, unavailable, timed_out, cancelled */
  rerank(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]>;
};
