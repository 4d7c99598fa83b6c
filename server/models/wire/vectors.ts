import type { Endpoint } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

/** Texts that stand for themselves, or for what is asked of them: some models tell the two apart. */
export type EmbeddingRequest = { model: string; texts: readonly string[]; purpose: 'document' | 'query' };

export const maxVectorBytes = 64 * 1024 * 1024;
const otherModel = 'Try another embedding model or server.';

/** Scales to length 1. @throws AppError provider_failed when it cannot be: not finite, or all zeros */
function normalized(endpoint: Endpoint, vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) {
    throw failureOfProtocol(
      endpoint,
      'sent a vector that is not a number or all zeros',
      'Is this an embedding model, and is it loaded wholly?',
    );
  }
  return vector.map((value) => value / length);
}

/** One vector of length 1 per text. @throws AppError provider_failed for a wrong count, other lengths, or numbers that are none */
export function checkedVectors(endpoint: Endpoint, vectors: readonly Float32Array[], expected: number): Float32Array[] {
  if (vectors.length !== expected) throw failureOfProtocol(endpoint, `sent ${vectors.length} vectors for ${expected} texts`, otherModel);
  const scaled = vectors.map((vector) => normalized(endpoint, vector));
  if (scaled.some((vector) => vector.length !== scaled[0]!.length)) throw failureOfProtocol(endpoint, 'sent vectors of different lengths', otherModel);
  return scaled;
}

/** What an answer with vectors is expected to be. */
export const vectorsExpected = {
  problem: 'answered, but not with embeddings',
  hint: 'Is this an embedding model, and does the base URL belong to this protocol?',
  maxBytes: maxVectorBytes,
};
