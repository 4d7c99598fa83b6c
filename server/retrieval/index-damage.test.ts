import { randomUUID } from 'node:crypto';
import { cp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FakeIndexSource, IndexFixture } from '../testing/index-fixture.ts';
import { createRandom, randomEntries } from '../testing/random-vectors.ts';

const trials = 40;
const entries = randomEntries(400, 8);
const queries = randomEntries(10, 8, { seed: 2 });
const pageBytes = 4_096;

type Damage = (file: string, random: () => number) => Promise<void>;

async function overwrite(file: string, change: (content: Buffer) => void): Promise<void> {
  const content = await readFile(file);
  change(content);
  await writeFile(file, content);
}

const damages: Record<string, Damage> = {
  truncated: async (file, random) => truncate(file, Math.floor(random() * (await readFile(file)).length)),
  'header flipped': (file, random) =>
    overwrite(file, (content) => {
      const at = 4 * Math.floor(random() * 16);
      content.writeUInt32LE((content.readUInt32LE(at) ^ (1 << Math.floor(random() * 31))) >>> 0, at);
    }),
  'page overwritten': (file, random) =>
    overwrite(file, (content) => {
      const start = Math.floor((random() * content.length) / pageBytes) * pageBytes;
      content.fill(0xa5, start, Math.min(start + pageBytes, content.length));
    }),
  'random bytes': (file, random) =>
    overwrite(file, (content) => {
      for (let count = 0; count < 20; count++) {
        const at = Math.floor(random() * content.length);
        content[at] = (content[at]! + 1 + Math.floor(random() * 255)) & 255;
      }
    }),
  missing: (file) => rm(file),
  longer: async (file) => {
    await using handle = await open(file, 'a');
    await handle.write('more');
  },
};

test(`${trials} damaged copies of an index are all noticed, and answer as before, in the same process`, async () => {
  await using fixture = await IndexFixture.create();
  const original = fixture.catalog(new FakeIndexSource(entries));
  const searchAll = (catalog: typeof original, id: string) =>
    Promise.all(queries.map(({ vector }) => catalog.search({ ...fixture.spec, id }, vector, 10)));
  const expected = await searchAll(original, fixture.spec.id);
  await original[Symbol.asyncDispose]();

  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  await catalog.ping();
  const { processId } = catalog;
  const random = createRandom(1);
  const kinds = Object.keys(damages);
  const unnoticed: string[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const id = randomUUID();
    const kind = kinds[trial % kinds.length]!;
    const name = ['graph.bin', 'vectors.bin', 'manifest.json'][Math.floor(trial / kinds.length) % 3]!;
    await cp(fixture.indexFolder, path.join(fixture.root, id, 'index'), { recursive: true });
    await damages[kind]!(path.join(fixture.root, id, 'index', '1', name), random);
    source.loadedCount = 0;
    expect(await searchAll(catalog, id), `${kind} ${name}`).toEqual(expected);
    if (source.loadedCount !== entries.length) unnoticed.push(`${kind} ${name}`);
    await catalog.drop(id);
  }
  expect(unnoticed).toEqual([]);
  expect(catalog.processId).toBe(processId);
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
