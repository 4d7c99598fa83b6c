import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { startDeadline } from './deadline.ts';
import { firstByteTimeoutMs, readText, request, type Endpoint } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

const maxAnswerBytes = 64 * 1024 * 1024;
const bytesPerFloat = 4;

const EmbeddingList = z.object({
  data: z.array(z.object({ index: z.number().int().nullish(), embedding: z.union([z.string(), z.array(z.number())]) })),
});

/** Base64 holds 32-bit floats, little endian. Slicing copies, since a Buffer's bytes may start anywhere. */
function decodeVector(embedding: string | number[]): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % bytesPerFloat)));
}

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

function readVectors(endpoint: Endpoint, text: string, expected: number): Float32Array[] {
  let entries: z.infer<typeof EmbeddingList>['data'];
  try {
    entries = EmbeddingList.parse(JSON.parse(text)).data;
  } catch {
    throw failureOfProtocol(endpoint, 'answered, but not with embeddings', 'Is this an embedding model, and does the base URL end in /v1?');
  }
  const vectors = new Map(entries.map((entry, position) => [entry.index ?? position, entry.embedding]));
  if (entries.length !== expected || ![...Array(expected).keys()].every((index) => vectors.has(index))) {
    throw failureOfProtocol(endpoint, `sent ${entries.length} vectors for ${expected} texts`, 'Try another embedding model or server.');
  }
  return [...Array(expected).keys()].map((index) => normalized(endpoint, decodeVector(vectors.get(index)!)));
}

const isBase64Refused = (error: unknown) =>
  error instanceof AppError && error.details.status === 400 && error.message.includes('encoding_format');

/**
 * One vector of length 1 per text, in the order of the texts. Asks for base64, which is a quarter of the bytes; takes either.
 * @throws AppError as `request`; provider_failed for a wrong count, other lengths, or numbers that are none
 */
export async function requestEmbeddings(
  endpoint: Endpoint,
  model: string,
  texts: readonly string[],
  caller: AbortSignal,
): Promise<Float32Array[]> {
  const deadline = startDeadline(endpoint, caller, firstByteTimeoutMs);
  const ask = (encoding: 'base64' | 'float') =>
    request(endpoint, '/embeddings', { model, input: texts, encoding_format: encoding }, deadline.signal);
  try {
    const response = await ask('base64').catch((error: unknown) => {
      if (isBase64Refused(error)) return ask('float');
      throw error;
    });
    const vectors = readVectors(endpoint, await readText(endpoint, response, maxAnswerBytes), texts.length);
    if (vectors.some((vector) => vector.length !== vectors[0]!.length)) {
      throw failureOfProtocol(endpoint, 'sent vectors of different lengths', 'Try another embedding model or server.');
    }
    return vectors;
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
  }
}
