/** What a reranker sees of a candidate. */
export type RerankCandidate = { text: string; context: string };

export type Reranker = {
  id: string;
  /** Evidence per candidate, higher is better, in the order given. @throws AppError provider_failed, timed_out */
  rerank(query: string, candidates: readonly RerankCandidate[], signal: AbortSignal): Promise<number[]>;
};
