import { createHash } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';
import { countTokens } from '../../platform/tokens.ts';
import type { EmbeddingModel } from '../embedding-model.ts';
import type { Protocol } from '../protocol.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { failureOfProtocol } from '../wire/failure.ts';
import { withRetries } from '../wire/retry.ts';
import type { EmbeddingRequest } from '../wire/vectors.ts';
import { prefixesOf } from './query-prefix.ts';

/** Texts in one call; they are sent in several requests at a time. */
const maxBatch = 256;
const defaultBatch = 64;
/** Servers take 8192 tokens at a time; other vocabularies count up to an eighth more. */
const maxRequestTokens = 7_168;
const maxConcurrentRequests = 4;
const documentTries = 5;
/** A person waits for the answer to a query. */
const queryTries = 2;
/** Statuses by which servers say that a batch is too large for them. */
const tooLargeStatuses = new Set<unknown>([400, 413, 422]);

/** Cuts into runs that stay within both limits; a text over the token limit goes alone. */
export function batchesOf(texts: readonly string[], maxCount: number, maxTokens: number): string[][] {
  const batches: string[][] = [];
  let tokens = Infinity;
  for (const text of texts) {
    const textTokens = countTokens(text);
    const last = batches.at(-1);
    if (!last || last.length >= maxCount || tokens + textTokens > maxTokens) {
      batches.push([text]);
      tokens = textTokens;
    } else {
      last.push(text);
      tokens += textTokens;
    }
  }
  return batches;
}

/** `batch` is the most texts in one request by the protocol; the options of the provider stand before it. */
export type RemoteEmbedding = { id: string; model: string; endpoint: Endpoint; embed: NonNullable<Protocol['embed']>; batch?: number };

/** Moving to another address changes the vectors: another server. So does what is put before passages. */
function revisionOf({ baseUrl }: Endpoint, passagePrefix: string): string {
  return createHash('sha256').update(`${baseUrl}${passagePrefix}`).digest('hex').slice(0, 12);
}

/** An embedding model behind an endpoint. */
export function remoteEmbedding({ id, model, endpoint, embed, batch = defaultBatch }: RemoteEmbedding): EmbeddingModel {
  const prefixes = prefixesOf(model);
  let dimensions: number | undefined;
  let acceptedBatch = endpoint.options.embeddingBatch ?? batch;

  async function request(texts: readonly string[], purpose: EmbeddingRequest['purpose'], signal: AbortSignal): Promise<Float32Array[]> {
    const prefix = purpose === 'query' ? prefixes.query : prefixes.passage;
    const asked = { model, texts: prefix ? texts.map((text) => prefix + text) : texts, purpose };
    const tries = purpose === 'query' ? queryTries : documentTries;
    const vectors = await withRetries(tries, signal, () => embed(endpoint, asked, signal));
    dimensions ??= vectors[0]!.length;
    if (vectors[0]!.length === dimensions) return vectors;
    const problem = `sent vectors of ${vectors[0]!.length} numbers where it sent ${dimensions} before`;
    throw failureOfProtocol(endpoint, problem, 'Has another model been loaded under this name? Then rebuild the knowledge base.');
  }

  /** Providers limit batches as they like (10, 25, 64...); one that refuses gets half, and no larger one later. */
  async function embedBatch(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    try {
      return await request(texts, 'document', signal);
    } catch (error) {
      if (texts.length === 1 || !(error instanceof AppError) || !tooLargeStatuses.has(error.details.status)) throw error;
      const half = Math.ceil(texts.length / 2);
      const vectors = [...(await embedBatch(texts.slice(0, half), signal)), ...(await embedBatch(texts.slice(half), signal))];
      acceptedBatch = Math.min(acceptedBatch, half);
      return vectors;
    }
  }

  return {
    id,
    label: `${model} (${endpoint.name})`,
    revision: revisionOf(endpoint, prefixes.passage),
    maxBatch,
    quality: 0.8,
    async dimensions(signal) {
      if (dimensions === undefined) await request(['dimensions'], 'query', signal);
      return dimensions!;
    },
    async embedDocuments(texts, signal) {
      const batches = batchesOf(texts, acceptedBatch, maxRequestTokens);
      const vectors: Float32Array[][] = [];
      let next = 0;
      const sendOneByOne = async () => {
        for (let index = next++; index < batches.length; index = next++) vectors[index] = await embedBatch(batches[index]!, signal);
      };
      try {
        await Promise.all(Array.from({ length: maxConcurrentRequests }, sendOneByOne));
      } finally {
        next = batches.length;
      }
      return vectors.flat();
    },
    async embedQuery(text, signal) {
      const [vector] = await request([text], 'query', signal);
      return vector!;
    },
  };
}
