import { rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tryDamagedIndexes } from '../testing/index-damage.ts';
import { FakeIndexSource, IndexFixture } from '../testing/index-fixture.ts';
import { randomEntries } from '../testing/random-vectors.ts';

/** scripts/robustness/damaged-indexes.ts tries as many as one likes. */
const trials = 44;
const entries = randomEntries(400, 8);

test(`${trials} damaged copies of an index are all noticed, and answer as before, in the same process`, async () => {
  expect(await tryDamagedIndexes(trials)).toEqual({ trials, unnoticed: [], wrong: [], processDeaths: 0 });
}, 60_000);

test('with a damaged current generation, the one before it is taken', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const first = fixture.catalog(source);
  await first.rebuild(fixture.spec);
  await first.rebuild(fixture.spec);
  await first[Symbol.asyncDispose]();
  await truncate(path.join(fixture.indexFolder, '2', 'graph.bin'), 100);
  source.loadedCount = 0;
  const second = fixture.catalog(source);
  await second.open(fixture.spec);
  expect(source.loadedCount).toBeLessThan(entries.length / 2);
  expect(await fixture.generations()).toEqual(['1']);
});

test('without the pointer, the newest generation is taken', async () => {
  await using fixture = await IndexFixture.create();
  const source = new FakeIndexSource(entries);
  const first = fixture.catalog(source);
  await first.rebuild(fixture.spec);
  await first[Symbol.asyncDispose]();
  await rm(path.join(fixture.indexFolder, 'current'));
  source.loadedCount = 0;
  await fixture.catalog(source).open(fixture.spec);
  expect(source.loadedCount).toBeLessThan(entries.length / 2);
});
