/** Turns text into vectors of length 1. A vector that is not finite, or of another length, is never returned. */
export type EmbeddingModel = {
  id: string;
  label: string;
  /** Changes whenever the same text would give another vector; part of the cache key. */
  revision: string;
  /** Known for built-in models; asked of a remote one by embedding a word. */
  dimensions(signal: AbortSignal): Promise<number>;
  /** Most texts in one call of embedDocuments. */
  maxBatch: number;
  /** What its similarity is worth beside keyword evidence: 0 adds candidates only, 1 counts fully. */
  quality: number;
  /** One unit vector per text, in order. @throws AppError provider_failed, unavailable, timed_out */
  embedDocuments(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array>;
};
