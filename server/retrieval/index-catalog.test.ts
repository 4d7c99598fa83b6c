import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { armFailpoints } from '../platform/failpoints.ts';
import { FakeIndexSource, IndexFixture } from '../testing/index-fixture.ts';
import { randomEntries } from '../testing/random-vectors.ts';
import type { IndexCatalog } from './index-catalog.ts';
import type { IndexSpec } from './served-index.ts';
import type { VectorEntry } from './vector-store.ts';

const entries = randomEntries(300, 8);
/** A saved index is compared with some vectors of the database before it is believed. */
const mostProbes = 50;
const added = randomEntries(20, 8, { seed: 9, first: 1_000 });

afterEach(() => armFailpoints(undefined));

async function nearest(catalog: IndexCatalog, spec: IndexSpec, { vector }: VectorEntry): Promise<number | undefined> {
  const [hit] = await catalog.search(spec, vector, 1);
  return hit?.id;
}

/** Every entry, and nothing else: searched one by one. */
async function holdsExactly(catalog: IndexCatalog, spec: IndexSpec, source: FakeIndexSource): Promise<boolean> {
  const hits = await catalog.search(spec, entries[0]!.vector, 10_000);
  const ids = hits.map((hit) => hit.id).sort((a, b) => a - b);
  const expected = [...source.vectors.keys()].sort((a, b) => a - b);
  return JSON.stringify(ids) === JSON.stringify(expected);
}

test('an index is made from the database at its first use, and only once for many callers', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  const found = await Promise.all(entries.slice(0, 20).map((entry) => nearest(catalog, fixture.spec, entry)));
  expect(found).toEqual(entries.slice(0, 20).map((entry) => entry.id));
  expect(source.loadedCount).toBe(entries.length);
});

test('added entries are found and removed ones are not, as soon as the call returns', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(entries);
  source.add(added);
  await catalog.upsert(fixture.spec, added);
  expect(await nearest(catalog, fixture.spec, added[0]!)).toBe(1_000);
  source.remove([1_000, 1]);
  await catalog.remove(fixture.spec, [1_000, 1]);
  expect(await nearest(catalog, fixture.spec, added[0]!)).not.toBe(1_000);
  expect(await holdsExactly(catalog, fixture.spec, source)).toBe(true);
});

test('an entry that is removed while it waits to be added never appears', async () => {
  await using fixture = await IndexFixture.create();
  const many = randomEntries(2_000, 8, { seed: 3, first: 5_000 });
  const { source, catalog } = await fixture.open(entries);
  const adding = catalog.upsert(fixture.spec, many);
  await catalog.remove(fixture.spec, many.slice(1_000).map(({ id }) => id));
  source.add(many.slice(0, 1_000));
  await adding;
  expect(await holdsExactly(catalog, fixture.spec, source)).toBe(true);
});

test('a closed index comes back from its files, without reading vectors again', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const first = fixture.catalog(source);
  const query = added[0]!.vector;
  const before = await first.search(fixture.spec, query, 10);
  await first[Symbol.asyncDispose]();
  source.loadedCount = 0;
  const second = fixture.catalog(source);
  expect(await second.search(fixture.spec, query, 10)).toEqual(before);
  expect(source.loadedCount).toBeLessThan(mostProbes);
});

test('a saved index that lags behind the database catches up exactly', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog: first } = await fixture.open(entries);
  await first[Symbol.asyncDispose]();
  source.add(added);
  source.remove([5, 6, 7]);
  source.loadedCount = 0;
  const second = fixture.catalog(source);
  expect(await holdsExactly(second, fixture.spec, source)).toBe(true);
  expect(source.loadedCount).toBeLessThan(added.length + mostProbes);
});

test('an index of another database, where the same ids have other vectors, is not believed', async () => {
  await using fixture = await IndexFixture.create();
  const { catalog: first } = await fixture.open(entries);
  await first[Symbol.asyncDispose]();
  const restored = new FakeIndexSource([...entries.slice(0, 250), ...randomEntries(20, 8, { seed: 8, first: 251 })]);
  const second = fixture.catalog(restored);
  const wrong = [];
  for (const [id, vector] of restored.vectors) {
    if ((await nearest(second, fixture.spec, { id, vector })) !== id) wrong.push(id);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['another model', { modelKey: 'test@2' }],
  ['another engine', { vectorStore: 'exact' }],
])('an index of %s is not taken for this one', async (_name, change) => {
  await using fixture = await IndexFixture.create();
  const { source, catalog: first } = await fixture.open(entries);
  await first[Symbol.asyncDispose]();
  source.loadedCount = 0;
  const second = fixture.catalog(source);
  expect(await holdsExactly(second, { ...fixture.spec, ...change }, source)).toBe(true);
  expect(source.loadedCount).toBe(entries.length);
});

test('chunks with a vector of zeros are left out, and a question of zeros finds nothing', async () => {
  await using fixture = await IndexFixture.create();
  const { catalog } = await fixture.open(entries);
  await catalog.upsert(fixture.spec, [{ id: 7_777, vector: new Float32Array(8) }, added[0]!]);
  expect(await nearest(catalog, fixture.spec, added[0]!)).toBe(1_000);
  expect(await catalog.search(fixture.spec, new Float32Array(8), 5)).toEqual([]);
  await expect(catalog.search(fixture.spec, new Float32Array(5).fill(1), 5)).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a search does not wait for ever for an index that is being built', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  let letGo: (() => void) | undefined;
  source.listChunkIds = () => new Promise((resolve) => (letGo = () => resolve([...source.vectors.keys()])));
  const catalog = fixture.catalog(source, { openWaitMs: 10 });
  await expect(nearest(catalog, fixture.spec, entries[0]!)).rejects.toMatchObject({ code: 'not_ready' });
  await vi.waitFor(() => expect(letGo).toBeDefined(), { timeout: 15_000 });
  letGo!();
  await catalog.open(fixture.spec);
  expect(await nearest(catalog, fixture.spec, entries[0]!)).toBe(1);
});

test('a store that does not load here is replaced, and the log says so', async () => {
  await using fixture = await IndexFixture.create({ vectorStore: 'qdrant' });
  const catalog = fixture.catalog(new FakeIndexSource(entries));
  expect(await nearest(catalog, fixture.spec, entries[3]!)).toBe(entries[3]!.id);
  expect(fixture.logged.some(({ msg }) => msg.includes('"qdrant" is replaced'))).toBe(true);
});

test('while an index is rebuilt the old one answers, and changes reach both', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(randomEntries(3_000, 8));
  let isDone = false;
  const parts: number[] = [];
  const rebuilding = catalog.rebuild(fixture.spec, { onProgress: (part) => void parts.push(part) }).then(() => (isDone = true));
  await vi.waitFor(() => expect(parts.length).toBeGreaterThan(0));
  expect(isDone).toBe(false);
  source.add(added);
  source.remove([1, 2_999]);
  await Promise.all([catalog.upsert(fixture.spec, added), catalog.remove(fixture.spec, [1, 2_999])]);
  expect(await nearest(catalog, fixture.spec, added[1]!)).toBe(1_001);
  await rebuilding;
  expect(parts.at(-1)).toBeCloseTo(1);
  expect(await holdsExactly(catalog, fixture.spec, source)).toBe(true);
});

test('a rebuild with other settings serves both until the first search with the new ones', async () => {
  await using fixture = await IndexFixture.create();
  const { catalog } = await fixture.open(entries);
  const renewed = { ...fixture.spec, modelKey: 'test@2', vectorStore: 'exact' };
  await catalog.rebuild(renewed);
  expect(await nearest(catalog, fixture.spec, entries[0]!)).toBe(1);
  expect(catalog.status()).toHaveLength(2);
  expect(await nearest(catalog, renewed, entries[0]!)).toBe(1);
  expect(catalog.status()).toMatchObject([{ engine: 'exact', state: 'ready', size: entries.length }]);
});

test('a rebuild that is cancelled leaves the old index serving', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(entries);
  await expect(catalog.rebuild(fixture.spec, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  expect(await holdsExactly(catalog, fixture.spec, source)).toBe(true);
});

test('the manifest and the pointer tell what is saved, and one older generation is kept', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  for (let round = 0; round < 4; round++) await catalog.rebuild(fixture.spec);
  expect(await fixture.generations()).toEqual(['3', '4']);
  expect(await readFile(path.join(fixture.indexFolder, 'current'), 'utf8')).toBe('4');
  const manifest: unknown = JSON.parse(await readFile(path.join(fixture.indexFolder, '4', 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ engine: 'usearch', engineVersion: '2.26.2', dimensions: 8, modelKey: 'test@1', count: 300 });
});

test.each(['index.save', 'index.manifest', 'index.swap', 'files.rename'])('a save that fails at %s leaves the index serving, and the next one heals it', async (name) => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const first = fixture.catalog(source);
  armFailpoints(`${name}=enospc`);
  await first.rebuild(fixture.spec);
  expect(await holdsExactly(first, fixture.spec, source)).toBe(true);
  await first[Symbol.asyncDispose]();
  expect(await fixture.generations()).toHaveLength(1);
  source.loadedCount = 0;
  const second = fixture.catalog(source);
  expect(await holdsExactly(second, fixture.spec, source)).toBe(true);
  expect(source.loadedCount).toBeLessThan(mostProbes);
});

test.each([
  ['memory', { memoryBytes: 1 }],
  ['number', { count: 1 }],
])('above the limit of %s the least recently used index is closed, and opens again when it is needed', async (_name, limits) => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source, { limits });
  const other = { ...fixture.spec, id: randomUUID() };
  await catalog.open(fixture.spec);
  await catalog.open(other);
  await vi.waitFor(() => expect(catalog.status().map((index) => index.knowledgeBaseId)).toEqual([other.id]));
  expect(await holdsExactly(catalog, fixture.spec, source)).toBe(true);
});

test('a dropped knowledge base has no index and no files', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  await catalog.rebuild(fixture.spec);
  await catalog.drop(fixture.spec.id);
  expect(await fixture.generations()).toEqual([]);
  expect(catalog.status()).toEqual([]);
});

test('an id that is no id never becomes a path', async () => {
  await using fixture = await IndexFixture.create({ id: '../../outside' });
  await expect(fixture.catalog(new FakeIndexSource(entries)).open(fixture.spec)).rejects.toMatchObject({ code: 'invalid_request' });
});
