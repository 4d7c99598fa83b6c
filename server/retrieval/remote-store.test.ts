import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import { startFakeElasticsearch } from '../testing/fake-elasticsearch.ts';
import { startFakeMilvus } from '../testing/fake-milvus.ts';
import { startPostgres } from '../testing/postgres.ts';
import { randomEntries } from '../testing/random-vectors.ts';
import type { RemoteStore } from './remote-store.ts';
import { itBehavesLikeARemoteStore } from './remote-store.suite.ts';
import { connectElasticsearch } from './vector-stores/elasticsearch.ts';
import { connectMilvus } from './vector-stores/milvus.ts';
import { connectPgvector } from './vector-stores/pgvector.ts';

const patientMs = 60_000;
const endpoints = createEndpointClient();
const milvus = await startFakeMilvus('root:Milvus');
const elasticsearch = await startFakeElasticsearch();
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let pgvector: RemoteStore;

beforeAll(async () => {
  postgres = await startPostgres();
  pgvector = connectPgvector(postgres);
}, patientMs);

afterAll(async () => {
  await pgvector[Symbol.asyncDispose]();
  for (const part of [endpoints, milvus, elasticsearch, postgres]) await part[Symbol.asyncDispose]();
});

itBehavesLikeARemoteStore('pgvector', () => ({ ...pgvector, [Symbol.asyncDispose]: async () => {} }));
itBehavesLikeARemoteStore('milvus', () => connectMilvus({ url: milvus.url, token: 'root:Milvus' }, endpoints));
itBehavesLikeARemoteStore('elasticsearch', () => connectElasticsearch(elasticsearch, endpoints));

test('pgvector: the index and the comparison with all agree', async () => {
  const entries = randomEntries(400, 8);
  const collection = await pgvector.open('lectern_test_index', 8);
  await collection.upsert(entries);
  for (const { vector } of randomEntries(5, 8, { seed: 2 })) {
    const byIndex = await collection.search(vector, 10);
    expect(byIndex.map(({ id }) => id)).toEqual((await collection.search(vector, 400)).slice(0, 10).map(({ id }) => id));
  }
});

test('pgvector: a connection that was cut is replaced by another', async () => {
  const collection = await pgvector.open('lectern_test_cut', 4);
  postgres.disconnectAll();
  await expect.poll(() => collection.listIds(), { timeout: patientMs }).toEqual([]);
});

test('pgvector: vectors too long for an index are compared one by one', async () => {
  const [entry] = randomEntries(1, 2_500);
  const collection = await pgvector.open('lectern_test_long', 2_500);
  await collection.upsert([entry!]);
  expect(await collection.search(entry!.vector, 3)).toMatchObject([{ id: 1 }]);
});

test('milvus: more ids than one answer holds are listed in parts', async () => {
  const collection = await connectMilvus({ url: milvus.url, token: 'root:Milvus' }, endpoints).open('lectern_test_many', 1);
  const { vectors } = milvus.collections.get('lectern_test_many')!;
  for (let id = 1; id <= 40_000; id++) vectors.set(id, [1]);
  vectors.set(9_000_000_000, [1]);
  expect(new Set(await collection.listIds()).size).toBe(40_001);
});

test('elasticsearch: more ids than one answer holds are listed in parts', async () => {
  const collection = await connectElasticsearch(elasticsearch, endpoints).open('lectern_test_many', 1);
  const { searched } = elasticsearch.indices.get('lectern_test_many')!;
  for (let id = 1; id <= 20_500; id++) searched.set(String(id), { chunk: id, vector: [1] });
  expect(new Set(await collection.listIds()).size).toBe(20_500);
});

test('a refusal says what the store said, and what to check', async () => {
  const store = connectMilvus({ url: milvus.url, token: 'wrong' }, endpoints);
  await expect(store.open('lectern_test', 4)).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringContaining('authenticated') as string, hint: expect.stringContaining('MILVUS_TOKEN') as string });
});

test('user and password of the address are sent as a header', async () => {
  const url = elasticsearch.url.replace('http://', 'http://elastic:p%40ss@');
  await connectElasticsearch({ url }, endpoints).drop('lectern_none');
  expect(elasticsearch.authorization).toBe(`Basic ${Buffer.from('elastic:p@ss').toString('base64')}`);
  await connectElasticsearch({ url: elasticsearch.url, apiKey: 'abc' }, endpoints).drop('lectern_none');
  expect(elasticsearch.authorization).toBe('ApiKey abc');
});
