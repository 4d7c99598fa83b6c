import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import type { Reranker } from '../reranker.ts';
import { askJson } from '../wire/ask-json.ts';
import { addressOf, type Endpoint } from '../wire/endpoint.ts';
import { failureOfProtocol } from '../wire/failure.ts';

const timeoutMs = 30_000;
const maxBytes = 4 * 1024 * 1024;
/** Statuses by which a server says that it expected another form. */
const otherFormStatuses = new Set<unknown>([400, 422]);

/** `results` as Jina, Cohere, vLLM, Xinference and SiliconFlow answer; the bare list as Text Embeddings Inference does. */
const Results = z.union([
  z.object({ results: z.array(z.object({ index: z.number().int(), relevance_score: z.number() })) }).transform(({ results }) => results.map(({ index, relevance_score: score }) => ({ index, score }))),
  z.array(z.object({ index: z.number().int(), score: z.number() })),
]);

const bodies = {
  documents: (model: string, query: string, texts: readonly string[]) => ({ model, query, documents: texts, top_n: texts.length }),
  texts: (_model: string, query: string, texts: readonly string[]) => ({ query, texts }),
} as const;
type Form = keyof typeof bodies;

/** A reranker behind `POST <base URL>/rerank`. Which of the two forms the server speaks is learnt from its first answer. */
export function remoteReranker(endpoint: Endpoint, id: string, model: string): Reranker {
  let known: Form | undefined;

  async function ask(form: Form, query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const headers: Record<string, string> = endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {};
    const call = { url: addressOf(endpoint.baseUrl, '/rerank'), headers, body: bodies[form](model, query, texts) };
    const expected = { schema: Results, problem: 'answered, but not with relevances', hint: 'Does it serve POST /rerank below its base URL?', timeoutMs, maxBytes };
    const results = await askJson(endpoint, call, expected, signal);
    const scores = texts.map((_, index) => results.find((result) => result.index === index)?.score);
    if (scores.some((score) => score === undefined || !Number.isFinite(score))) throw failureOfProtocol(endpoint, 'left texts without a relevance', expected.hint);
    known = form;
    return scores.map((score) => Math.min(1, Math.max(0, score!)));
  }

  return {
    id,
    label: `${model} (${endpoint.name})`,
    async rerank(query, texts, signal) {
      if (known) return ask(known, query, texts, signal);
      try {
        return await ask('documents', query, texts, signal);
      } catch (error) {
        if (!(error instanceof AppError) || !otherFormStatuses.has(error.details.status)) throw error;
        return ask('texts', query, texts, signal);
      }
    },
  };
}
