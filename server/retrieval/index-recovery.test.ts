import { expect, test, vi } from 'vitest';
import { FakeIndexSource, IndexFixture } from '../testing/index-fixture.ts';
import { randomEntries } from '../testing/random-vectors.ts';
import type { IndexCatalog } from './index-catalog.ts';

const entries = randomEntries(500, 8);

/** Ends the index process the hard way, and waits until the server has noticed. */
async function kill(catalog: IndexCatalog): Promise<void> {
  const { processId } = catalog;
  process.kill(processId!, 'SIGKILL');
  await vi.waitFor(() => expect(catalog.processId).not.toBe(processId));
}

async function holdsExactly(catalog: IndexCatalog, fixture: IndexFixture, source: FakeIndexSource): Promise<boolean> {
  const hits = await catalog.search(fixture.spec, entries[0]!.vector, 10_000);
  const ids = new Set(hits.map((hit) => hit.id));
  return hits.length === source.vectors.size && [...source.vectors.keys()].every((id) => ids.has(id));
}

test('searches and adds go on when the process is killed in the middle of them', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(entries);
  const added = randomEntries(3_000, 8, { seed: 2, first: 1_000 });
  source.add(added);
  const adding = catalog.upsert(fixture.spec, added);
  const searching = Promise.all(entries.slice(0, 50).map((entry) => catalog.search(fixture.spec, entry.vector, 1)));
  process.kill(catalog.processId!, 'SIGKILL');
  await adding;
  expect((await searching).map(([hit]) => hit?.id)).toEqual(entries.slice(0, 50).map(({ id }) => id));
  expect(await holdsExactly(catalog, fixture, source)).toBe(true);
});

test('what was removed before the process died stays removed', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  await catalog.rebuild(fixture.spec);
  source.remove([1, 2, 3]);
  await catalog.remove(fixture.spec, [1, 2, 3]);
  await kill(catalog);
  expect(await holdsExactly(catalog, fixture, source)).toBe(true);
});

test('a death between two uses costs nobody anything', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  await catalog.rebuild(fixture.spec);
  source.loadedCount = 0;
  await kill(catalog);
  expect(await holdsExactly(catalog, fixture, source)).toBe(true);
  expect(source.loadedCount).toBeLessThan(entries.length / 2);
});

test('a rebuild during which the process dies fails by name, and the index still answers', async () => {
  await using fixture = await IndexFixture.create();
  const { source, catalog } = await fixture.open(randomEntries(2_000, 8));
  const rebuilding = catalog.rebuild(fixture.spec, { onProgress: () => process.kill(catalog.processId!, 'SIGKILL') });
  await expect(rebuilding).rejects.toMatchObject({ code: 'unavailable' });
  expect(await holdsExactly(catalog, fixture, source)).toBe(true);
});

test('an engine that dies again and again is replaced by the exact scan', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  let deadlyLoads = 3;
  const loadVectors = source.loadVectors.bind(source);
  const catalog = fixture.catalog(source);
  source.loadVectors = async (modelKey, ids) => {
    // By then the vectors are on their way to the process.
    if (deadlyLoads-- > 0) setImmediate(() => process.kill(catalog.processId!, 'SIGKILL'));
    return loadVectors(modelKey, ids);
  };
  await expect(catalog.open(fixture.spec)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await holdsExactly(catalog, fixture, source)).toBe(true);
  expect(catalog.status()).toMatchObject([{ engine: 'exact' }]);
  expect(fixture.logged.some(({ msg }) => msg.includes('died with it again and again'))).toBe(true);
});

test('the process ends with its catalog, and nothing is served after that', async () => {
  await using fixture = await IndexFixture.create();
  const { catalog } = await fixture.open(entries);
  const processId = catalog.processId!;
  await catalog[Symbol.asyncDispose]();
  expect(() => process.kill(processId, 0)).toThrow('ESRCH');
  await expect(catalog.open(fixture.spec)).rejects.toMatchObject({ code: 'unavailable' });
});
