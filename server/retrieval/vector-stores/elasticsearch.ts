import { z } from 'zod';
import type { EndpointClient } from '../../platform/endpoint-client.ts';
import { AppError } from '../../platform/errors.ts';
import { type RemoteCollection, remoteTimeoutMs, type RemoteStore, requireDimensions } from '../remote-store.ts';
import { type AskService, createAskService, readAnswer, type ServiceAnswer, slices } from './remote-service.ts';

/** The URL may hold a user and a password; the key is what Elasticsearch calls an encoded API key. */
export type ElasticsearchConnection = { url: string; apiKey?: string };

const name = 'Elasticsearch';
/** Most results of one search, and most candidates of a search for neighbours. */
const mostResults = 10_000;
const candidates = { fewest: 200, perHit: 4 };
/** Most values of one `terms` query, as every installation allows. */
const termsPerQuery = 65_536;
const idsPerRemoval = 10_000;
/** A document that changed while it was removed is left there, and said to be. */
const mostRemovals = 3;

const Failed = z.object({ error: z.union([z.string(), z.object({ reason: z.string().nullish(), type: z.string().nullish() })]) });
const Bulk = z.object({ errors: z.boolean(), items: z.array(z.record(z.string(), z.object({ error: z.object({ reason: z.string() }).optional() }))) });
const Removed = z.object({ version_conflicts: z.number(), failures: z.array(z.unknown()), timed_out: z.boolean() });
const Listed = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string(), sort: z.array(z.number()) })) }) });
const Found = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string(), _score: z.number() })) }) });
const Mapping = z.record(z.string(), z.object({ mappings: z.object({ properties: z.object({ vector: z.object({ dims: z.number() }) }).optional() }) }));
const Resolved = z.object({ indices: z.array(z.object({ name: z.string() })) });

function refusal({ status, body }: ServiceAnswer): AppError {
  const { data } = Failed.safeParse(body);
  const reason = typeof data?.error === 'string' ? data.error : (data?.error.reason ?? data?.error.type ?? 'no reason given');
  return new AppError('provider_failed', `${name} answered with status ${status}: ${reason}`, { hint: 'Check ELASTICSEARCH_URL and ELASTICSEARCH_API_KEY.' });
}

function collectionOf(ask: AskService, index: string): RemoteCollection {
  async function call<Shape>(path: string, body: string, schema: z.ZodType<Shape>, timeoutMs?: number): Promise<Shape> {
    const answer = await ask('POST', `/${index}/${path}`, body, timeoutMs);
    if (answer.status >= 300) throw refusal(answer);
    return readAnswer(name, schema, answer.body);
  }

  async function removeSlice(ids: readonly number[]): Promise<void> {
    for (let attempt = 1; attempt <= mostRemovals; attempt++) {
      const query = JSON.stringify({ query: { terms: { chunk: ids } } });
      const removed = await call('_delete_by_query?refresh=true&conflicts=proceed', query, Removed, remoteTimeoutMs.batch);
      if (removed.version_conflicts === 0 && removed.failures.length === 0 && !removed.timed_out) return;
    }
    throw new AppError('provider_failed', `${name} did not remove all of ${ids.length} entries of "${index}"`, { hint: 'They are removed when the index is opened next.' });
  }

  return {
    async listIds() {
      const ids: number[] = [];
      for (;;) {
        const after = ids.length > 0 ? { search_after: [ids.at(-1)] } : {};
        const { hits } = await call('_search', JSON.stringify({ size: mostResults, _source: false, sort: [{ chunk: 'asc' }], ...after }), Listed, remoteTimeoutMs.batch);
        for (const { _id } of hits.hits) ids.push(Number(_id));
        if (hits.hits.length < mostResults) return ids;
      }
    },
    async upsert(entries) {
      const lines = entries.flatMap(({ id, vector }) => [JSON.stringify({ index: { _id: String(id) } }), JSON.stringify({ chunk: id, vector: [...vector] })]);
      const { errors, items } = await call('_bulk?refresh=true', `${lines.join('\n')}\n`, Bulk, remoteTimeoutMs.batch);
      const failed = errors && items.flatMap((item) => Object.values(item)).find(({ error }) => error);
      if (failed) throw new AppError('provider_failed', `${name} did not take all vectors: ${failed.error!.reason}`);
    },
    async remove(ids) {
      for (const slice of slices(ids, idsPerRemoval)) await removeSlice(slice);
    },
    async search(vector, k, allowed) {
      if (allowed?.length === 0) return [];
      const filter = allowed && { bool: { should: [...slices(allowed, termsPerQuery)].map((chunk) => ({ terms: { chunk } })) } };
      const num_candidates = Math.min(Math.max(candidates.fewest, candidates.perHit * k), mostResults);
      const knn = { field: 'vector', query_vector: [...vector], k, num_candidates, filter };
      const { hits } = await call('_search', JSON.stringify({ size: k, _source: false, knn }), Found);
      // By the similarity `cosine` the score is (1 + cosine) / 2.
      return hits.hits.map(({ _id, _score }) => ({ id: Number(_id), similarity: 2 * _score - 1 }));
    },
  };
}

const mappingOf = (dims: number) => ({
  dynamic: false,
  properties: { chunk: { type: 'long' }, vector: { type: 'dense_vector', dims, index: true, similarity: 'cosine', index_options: { type: 'hnsw' } } },
});

/** The address without user and password, and these as a header. */
function credentialsOf({ url, apiKey }: ElasticsearchConnection): { address: string; headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  address.username = address.password = '';
  const basic = username && `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const authorization = apiKey ? `ApiKey ${apiKey}` : basic;
  return { address: address.href, headers: { ...(authorization && { authorization }) } };
}

/** Elasticsearch from 8.4: an index per collection, a document per entry. */
export function connectElasticsearch(connection: ElasticsearchConnection, endpoints: EndpointClient): RemoteStore {
  const { address, headers } = credentialsOf(connection);
  const ask = createAskService(name, address, { 'content-type': 'application/json', ...headers }, endpoints);

  return {
    id: 'elasticsearch',
    async open(index, dimensions) {
      const present = await ask('GET', `/${index}/_mapping`);
      if (present.status === 404) {
        const created = await ask('PUT', `/${index}`, JSON.stringify({ mappings: mappingOf(dimensions) }), remoteTimeoutMs.batch);
        if (created.status >= 300) throw refusal(created);
      } else if (present.status >= 300) {
        throw refusal(present);
      } else {
        const found = readAnswer(name, Mapping, present.body)[index]?.mappings.properties?.vector.dims;
        requireDimensions(name, index, found ?? 0, dimensions);
      }
      return collectionOf(ask, index);
    },
    async drop(namePrefix) {
      const resolved = await ask('GET', `/_resolve/index/${namePrefix}*`);
      if (resolved.status >= 300) throw refusal(resolved);
      for (const index of readAnswer(name, Resolved, resolved.body).indices) {
        const dropped = await ask('DELETE', `/${index.name}`);
        if (dropped.status >= 300 && dropped.status !== 404) throw refusal(dropped);
      }
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
