import { z } from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { askJson } from '../../wire/ask-json.ts';
import { type Endpoint, firstByteTimeoutMs } from '../../wire/endpoint.ts';
import { failureOfProtocol } from '../../wire/failure.ts';
import { checkedVectors, type EmbeddingRequest, vectorsExpected } from '../../wire/vectors.ts';
import type { OpenAiDialect } from './dialect.ts';

const bytesPerFloat = 4;

const EmbeddingList = z.object({
  data: z.array(z.object({ index: z.number().int().nullish(), embedding: z.union([z.string(), z.array(z.number())]) })),
});
type EmbeddingList = z.infer<typeof EmbeddingList>;
const expected = { ...vectorsExpected, schema: EmbeddingList, timeoutMs: firstByteTimeoutMs };

/** Base64 holds 32-bit floats, little endian. Slicing copies, since a Buffer's bytes may start anywhere. */
function decodeVector(embedding: string | number[]): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % bytesPerFloat)));
}

/** In the order of the texts, which only the index tells. */
function inOrder(endpoint: Endpoint, { data }: EmbeddingList, count: number): Float32Array[] {
  const vectors = new Map(data.map((entry, position) => [entry.index ?? position, entry.embedding]));
  if (data.length !== count || ![...Array(count).keys()].every((index) => vectors.has(index))) {
    throw failureOfProtocol(endpoint, `sent ${data.length} vectors for ${count} texts`, 'Try another embedding model or server.');
  }
  return [...Array(count).keys()].map((index) => decodeVector(vectors.get(index)!));
}

const isBase64Refused = (error: unknown) =>
  error instanceof AppError && error.details.status === 400 && error.message.includes('encoding_format');

/** Asks for base64, which is a quarter of the bytes; takes either. */
export async function requestEmbeddings(
  dialect: OpenAiDialect,
  endpoint: Endpoint,
  { model, texts }: EmbeddingRequest,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const url = dialect.url(endpoint, '/embeddings', model);
  const headers = dialect.headers(endpoint);
  const ask = (encoding: 'base64' | 'float') =>
    askJson(endpoint, { url, headers, body: { model, input: texts, encoding_format: encoding } }, expected, signal);
  const list = await ask('base64').catch((error: unknown) => {
    if (isBase64Refused(error)) return ask('float');
    throw error;
  });
  return checkedVectors(endpoint, inOrder(endpoint, list, texts.length), texts.length);
}
