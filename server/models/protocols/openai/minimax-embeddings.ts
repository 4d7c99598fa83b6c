import { z } from 'zod';
import { askJson } from '../../wire/ask-json.ts';
import { type Endpoint, firstByteTimeoutMs } from '../../wire/endpoint.ts';
import { checkedVectors, type EmbeddingRequest, vectorsExpected } from '../../wire/vectors.ts';
import type { OpenAiDialect } from './dialect.ts';
import { failureOfVendor } from './vendor-failures.ts';

const Answer = z.looseObject({ vectors: z.array(z.array(z.number())).nullish() });
const expected = { ...vectorsExpected, schema: Answer, timeoutMs: firstByteTimeoutMs };

/** MiniMax's embedding models are the one thing of its API that is not OpenAI's. */
export const isMiniMaxEmbedding = (model: string) => /^embo-/.test(model);

/** Its models tell texts that are stored from those that are asked. */
export async function requestMiniMaxEmbeddings(
  dialect: OpenAiDialect,
  endpoint: Endpoint,
  { model, texts, purpose }: EmbeddingRequest,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const body = { model, texts, type: purpose === 'query' ? 'query' : 'db' };
  const call = { url: dialect.url(endpoint, '/embeddings', model), headers: dialect.headers(endpoint), body };
  const answer = await askJson(endpoint, call, expected, signal);
  const failure = failureOfVendor(endpoint, answer);
  if (failure) throw failure;
  return checkedVectors(
    endpoint,
    (answer.vectors ?? []).map((vector) => Float32Array.from(vector)),
    texts.length,
  );
}
