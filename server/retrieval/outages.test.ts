import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import { startFakeElasticsearch } from '../testing/fake-elasticsearch.ts';
import { FakeIndexSource, IndexFixture } from '../testing/index-fixture.ts';
import { randomEntries } from '../testing/random-vectors.ts';
import type { IndexCatalog } from './index-catalog.ts';
import { RemoteStores } from './remote-stores.ts';
import type { IndexSpec } from './served-index.ts';

const patience = { timeout: 30_000, interval: 20 };
const vectorStore = 'elasticsearch';
const entries = randomEntries(120, 8);
const added = randomEntries(3, 8, { seed: 7, first: 1_000 });

const endpoints = createEndpointClient();
const elasticsearch = await startFakeElasticsearch();
const connected = () => RemoteStores.connect({ elasticsearch }, endpoints);

beforeEach(() => {
  elasticsearch.isAway = false;
  elasticsearch.indices.clear();
});
afterAll(async () => {
  await elasticsearch[Symbol.asyncDispose]();
  await endpoints[Symbol.asyncDispose]();
});

const held = () => [...elasticsearch.indices.values()].map(({ searched }) => [...searched.keys()].map(Number).sort((a, b) => a - b));
const sortedIds = ({ vectors }: FakeIndexSource) => [...vectors.keys()].sort((a, b) => a - b);

async function found(catalog: IndexCatalog, spec: IndexSpec): Promise<number[]> {
  return (await catalog.search(spec, entries[0]!.vector, 1_000)).map((hit) => hit.id).sort((a, b) => a - b);
}

test('an index in another store follows the database, is kept there, and nothing of it is saved here', async () => {
  await using fixture = await IndexFixture.create({ vectorStore });
  const source = new FakeIndexSource(entries);
  const first = fixture.catalog(source, { remoteStores: connected() });
  expect(await found(first, fixture.spec)).toEqual(sortedIds(source));
  source.add(added);
  await first.upsert(fixture.spec, added);
  source.remove([1, 2]);
  await first.remove(fixture.spec, [1, 2]);
  expect(held()).toEqual([sortedIds(source)]);
  await first[Symbol.asyncDispose]();
  expect(await fixture.generations()).toEqual([]);
  source.loadedCount = 0;
  source.remove([3]);
  const second = fixture.catalog(source, { remoteStores: connected() });
  expect(await found(second, fixture.spec)).toEqual(sortedIds(source));
  expect(source.loadedCount).toBeLessThan(50);
  expect(second.status()).toMatchObject([{ state: 'ready', engine: vectorStore, size: source.vectors.size }]);
});

test('while its store is away the vectors are compared one by one; when it is back it has what it missed', async () => {
  await using fixture = await IndexFixture.create({ vectorStore });
  const { source, catalog } = await fixture.open(entries, { remoteStores: connected(), retryAfterMs: 50 });
  elasticsearch.isAway = true;
  expect(await found(catalog, fixture.spec)).toEqual(sortedIds(source));
  expect(catalog.status()).toMatchObject([{ state: 'stale', engine: 'exact', reason: expect.stringContaining('broken off') as string }]);
  source.add(added);
  await catalog.upsert(fixture.spec, added);
  source.remove([1, 1_001]);
  await catalog.remove(fixture.spec, [1, 1_001]);
  expect(await found(catalog, fixture.spec)).toEqual(sortedIds(source));
  elasticsearch.isAway = false;
  await vi.waitFor(() => expect(held()).toEqual([sortedIds(source)]), patience);
  await vi.waitFor(async () => {
    await found(catalog, fixture.spec);
    expect(catalog.status()).toMatchObject([{ state: 'ready', engine: vectorStore }]);
  }, patience);
  expect(await found(catalog, fixture.spec)).toEqual(sortedIds(source));
});

test('a removal that the store did not take is made good when it is back', async () => {
  await using fixture = await IndexFixture.create({ vectorStore });
  const { source, catalog } = await fixture.open(entries, { remoteStores: connected(), retryAfterMs: 50 });
  elasticsearch.isAway = true;
  source.remove([5]);
  await catalog.remove(fixture.spec, [5]);
  elasticsearch.isAway = false;
  await vi.waitFor(() => expect(held()).toEqual([sortedIds(source)]), patience);
});

test('a rebuild while the store is away fails by name, and the old index answers on', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(entries, { remoteStores: connected() });
  elasticsearch.isAway = true;
  await expect(catalog.rebuild({ ...fixture.spec, vectorStore })).rejects.toMatchObject({ code: 'unavailable' });
  expect(await found(catalog, fixture.spec)).toEqual(sortedIds(source));
});

test('after a rebuild with another model the collection of the old one goes, and with the knowledge base the new one', async () => {
  await using fixture = await IndexFixture.create({ vectorStore });
  const { source, catalog } = await fixture.open(entries, { remoteStores: connected() });
  const renewed = { ...fixture.spec, modelKey: 'test@2' };
  await catalog.rebuild(renewed);
  expect(elasticsearch.indices.size).toBe(2);
  expect(await found(catalog, renewed)).toEqual(sortedIds(source));
  await vi.waitFor(() => expect(elasticsearch.indices.size).toBe(1), patience);
  await catalog.drop(fixture.spec.id);
  await catalog.dropRemote(fixture.spec.id);
  expect(elasticsearch.indices.size).toBe(0);
});

test('what a store holds of another database is made anew', async () => {
  await using fixture = await IndexFixture.create({ vectorStore });
  await fixture.catalog(new FakeIndexSource(entries), { remoteStores: connected() }).open(fixture.spec);
  const restored = new FakeIndexSource(randomEntries(120, 8, { seed: 5 }));
  const catalog = fixture.catalog(restored, { remoteStores: connected() });
  const [sample] = randomEntries(1, 8, { seed: 5 });
  expect(await catalog.search(fixture.spec, sample!.vector, 1)).toMatchObject([{ id: sample!.id }]);
});

test('a store that is not connected is refused by name, with what to set', async () => {
  await using fixture = await IndexFixture.create();
  const catalog = fixture.catalog(new FakeIndexSource(), { remoteStores: connected() });
  catalog.stores.requireStore(vectorStore);
  catalog.stores.requireStore('usearch');
  expect(catalog.stores.storeIds()).toEqual(['usearch', 'hnswlib', 'exact', vectorStore]);
  expect(() => catalog.stores.requireStore('milvus')).toThrow(expect.objectContaining({ code: 'not_found', hint: 'Set MILVUS_URL, and start Lectern again.' }) as Error);
  expect(() => catalog.stores.requireStore('faiss')).toThrow('No vector store named "faiss"');
});
