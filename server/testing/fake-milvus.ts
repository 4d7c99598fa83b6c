import { json } from 'node:stream/consumers';
import { type FakeService, listenAsService } from './fake-service.ts';
import { cosineOf } from './random-vectors.ts';

type Collection = { dimension: number; vectors: Map<number, number[]> };
type Input = {
  collectionName: string;
  dimension: number;
  filter?: string;
  limit?: number;
  outputFields?: string[];
  data: unknown;
  consistencyLevel?: string;
};

const mostRows = 16_384;

/** `id in [1,2]` and `id >= 1 && id < 3`, or everything. */
function matches(filter = ''): (id: number) => boolean {
  if (filter === '') return () => true;
  const [, list] = /^id in \[([\d,]*)\]$/.exec(filter) ?? [];
  if (list !== undefined) {
    const ids = new Set(list.split(',').map(Number));
    return (id) => ids.has(id);
  }
  const [, from, until] = /^id >= (\d+) && id < (\d+)$/.exec(filter)!;
  return (id) => id >= Number(from) && id < Number(until);
}

class Refusal extends Error {}

/**
 * What the adapter uses of Milvus 2's HTTP API, with what catches the careless: 100 rows unless told otherwise, at most
 * 16,384, in no order; numbers of 64 bits as text; refusals with status 200; old answers unless asked for the newest.
 */
export function startFakeMilvus(token: string): Promise<FakeService & { collections: Map<string, Collection> }> {
  const collections = new Map<string, Collection>();

  function rowsFor({ filter, limit = 100, consistencyLevel }: Input, collection: Collection): number[] {
    if (limit > mostRows) throw new Refusal(`limit ${limit} is over ${mostRows}`);
    if (consistencyLevel !== 'Strong') return [];
    return [...collection.vectors.keys()].filter(matches(filter)).reverse();
  }

  const operations: Record<string, (input: Input, collection: Collection) => unknown> = {
    'collections/has': ({ collectionName }) => ({ has: collections.has(collectionName) }),
    'collections/list': () => [...collections.keys()],
    'collections/create': ({ collectionName, dimension }) => void collections.set(collectionName, { dimension, vectors: new Map() }),
    'collections/drop': ({ collectionName }) => void collections.delete(collectionName),
    'collections/describe': (_input, { dimension }) => ({ fields: [{ name: 'id' }, { name: 'vector', params: [{ key: 'dim', value: String(dimension) }] }] }),
    'entities/upsert'({ data }, { dimension, vectors }) {
      const rows = data as { id: number; vector: number[] }[];
      const wrong = rows.find(({ vector }) => vector.length !== dimension);
      if (wrong) throw new Refusal(`the dim (${wrong.vector.length}) of field data(vector) is not equal to schema dim (${dimension})`);
      for (const { id, vector } of rows) vectors.set(id, vector);
      return { upsertCount: rows.length, upsertIds: rows.map(({ id }) => String(id)) };
    },
    'entities/delete'({ filter }, { vectors }) {
      const isWanted = matches(filter);
      for (const id of [...vectors.keys()]) if (isWanted(id)) vectors.delete(id);
      return {};
    },
    'entities/query'(input, collection) {
      const isCount = input.outputFields?.[0] === 'count(*)';
      if (isCount && input.limit !== undefined) throw new Refusal('count entities with pagination is not allowed');
      const ids = rowsFor(input, collection);
      return isCount ? [{ 'count(*)': ids.length }] : ids.slice(0, input.limit ?? 100).map((id) => ({ id: String(id) }));
    },
    'entities/search'(input, collection) {
      const [query] = input.data as number[][];
      const scored = rowsFor(input, collection).map((id) => ({ id: String(id), distance: cosineOf(collection.vectors.get(id)!, query!) }));
      return scored.sort((a, b) => b.distance - a.distance).slice(0, input.limit ?? 100);
    },
  };

  return listenAsService(
    async (request) => {
      if (request.headers.authorization !== `Bearer ${token}`) return { status: 200, body: { code: 1800, message: 'user hasn’t authenticated' } };
      const input = (await json(request)) as Input;
      const name = request.url!.replace('/v2/vectordb/', '');
      const collection = collections.get(input.collectionName);
      if (!collection && !['collections/has', 'collections/create', 'collections/list'].includes(name)) return { status: 200, body: { code: 100, message: 'collection not found' } };
      try {
        return { status: 200, body: { code: 0, data: operations[name]!(input, collection!) ?? {} } };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { status: 200, body: { code: 1100, message: error.message } };
      }
    },
    { collections },
  );
}
