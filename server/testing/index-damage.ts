import { randomUUID } from 'node:crypto';
import { cp, copyFile, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IndexCatalog } from '../retrieval/index-catalog.ts';
import { FakeIndexSource, IndexFixture } from './index-fixture.ts';
import { createRandom, randomEntries } from './random-vectors.ts';

const entryCount = 400;
const pageBytes = 4_096;
const topK = 10;
const queries = randomEntries(10, 8, { seed: 2 });

type Random = () => number;
/** Saved indexes to damage one with: of the same chunks with other vectors, and of the time before the last of them came. */
type Others = { foreign: string; older: string };
type Damage = { noticedBy: 'rebuild' | 'catching up'; apply(folder: string, others: Others, random: Random): Promise<void> };

async function overwrite(file: string, change: (content: Buffer) => void): Promise<void> {
  const content = await readFile(file);
  change(content);
  await writeFile(file, content);
}

function fillPage(content: Buffer, random: Random): void {
  const start = Math.floor((random() * content.length) / pageBytes) * pageBytes;
  const page = content.subarray(start, Math.min(start + pageBytes, content.length));
  page.fill(page.every((byte) => byte === 0) ? 0xa5 : 0);
}

const files = ['graph.bin', 'vectors.bin', 'manifest.json'];
const randomFile = (folder: string, random: Random) => path.join(folder, '1', files[Math.floor(random() * files.length)]!);

function ofOneFile(damage: (file: string, random: Random) => Promise<void>): Damage {
  return { noticedBy: 'rebuild', apply: (folder, _others, random) => damage(randomFile(folder, random), random) };
}

async function replaceWhole(folder: string, other: string): Promise<void> {
  await rm(folder, { recursive: true });
  await cp(other, folder, { recursive: true });
}

const damages: Readonly<Record<string, Damage>> = {
  truncated: ofOneFile(async (file, random) => truncate(file, Math.floor(random() * (await readFile(file)).length))),
  'header flipped': ofOneFile((file, random) =>
    overwrite(file, (content) => {
      const at = 4 * Math.floor(random() * 16);
      content.writeUInt32LE((content.readUInt32LE(at) ^ (1 << Math.floor(random() * 31))) >>> 0, at);
    }),
  ),
  'page zeroed': ofOneFile((file, random) => overwrite(file, (content) => fillPage(content, random))),
  'random bytes': ofOneFile((file, random) =>
    overwrite(file, (content) => {
      for (let count = 0; count < 20; count++) {
        const at = Math.floor(random() * content.length);
        content[at] = (content[at]! + 1 + Math.floor(random() * 255)) & 255;
      }
    }),
  ),
  missing: ofOneFile((file) => rm(file)),
  longer: ofOneFile(async (file) => {
    await using handle = await open(file, 'a');
    await handle.write('more');
  }),
  swapped: {
    noticedBy: 'rebuild',
    async apply(folder) {
      const [graph, vectors] = [path.join(folder, '1', 'graph.bin'), path.join(folder, '1', 'vectors.bin')];
      await rename(graph, `${graph}.aside`);
      await rename(vectors, graph);
      await rename(`${graph}.aside`, vectors);
    },
  },
  'foreign manifest': { noticedBy: 'rebuild', apply: (folder, { foreign }) => copyFile(path.join(foreign, '1', 'manifest.json'), path.join(folder, '1', 'manifest.json')) },
  'foreign files': {
    noticedBy: 'rebuild',
    apply: (folder, { foreign }, random) => {
      const name = files[Math.floor(random() * 2)]!;
      return copyFile(path.join(foreign, '1', name), path.join(folder, '1', name));
    },
  },
  'foreign index': { noticedBy: 'rebuild', apply: (folder, { foreign }) => replaceWhole(folder, foreign) },
  'old generation': { noticedBy: 'catching up', apply: (folder, { older }) => replaceWhole(folder, older) },
};

/** The folder of an index that was saved with these entries. */
async function saveIndex(fixture: IndexFixture, source: FakeIndexSource): Promise<string> {
  const id = randomUUID();
  const catalog = fixture.catalog(source);
  await catalog.rebuild({ ...fixture.spec, id });
  await catalog[Symbol.asyncDispose]();
  return path.join(fixture.root, id, 'index');
}

export type DamageReport = {
  trials: number;
  /** Taken for sound. */
  unnoticed: string[];
  /** Answered otherwise than before. */
  wrong: string[];
  processDeaths: number;
};

/** Damages copies of a saved index, each in one of all ways, and opens and asks each in the same index process. */
export async function tryDamagedIndexes(trials: number, seed = 1): Promise<DamageReport> {
  await using fixture = await IndexFixture.create();
  const entries = randomEntries(entryCount, 8);
  const searchAll = (catalog: IndexCatalog, id: string) => Promise.all(queries.map(({ vector }) => catalog.search({ ...fixture.spec, id }, vector, topK)));
  const sound = await saveIndex(fixture, new FakeIndexSource(entries));
  const others: Others = {
    foreign: await saveIndex(fixture, new FakeIndexSource(randomEntries(entryCount, 8, { seed: 3 }))),
    older: await saveIndex(fixture, new FakeIndexSource(entries.slice(0, entryCount / 2))),
  };
  const source = new FakeIndexSource(entries);
  const catalog = fixture.catalog(source);
  const expected = JSON.stringify(await searchAll(catalog, path.basename(path.dirname(sound))));
  const report: DamageReport = { trials, unnoticed: [], wrong: [], processDeaths: 0 };
  const random = createRandom(seed);
  const kinds = Object.entries(damages);
  for (let trial = 0; trial < trials; trial++) {
    const [kind, damage] = kinds[trial % kinds.length]!;
    const id = randomUUID();
    const folder = path.join(fixture.root, id, 'index');
    await cp(sound, folder, { recursive: true });
    await damage.apply(folder, others, random);
    const { processId } = catalog;
    source.loadedCount = 0;
    if (JSON.stringify(await searchAll(catalog, id)) !== expected) report.wrong.push(`${kind}, trial ${trial}`);
    if (source.loadedCount < (damage.noticedBy === 'rebuild' ? entryCount : entryCount / 2)) report.unnoticed.push(`${kind}, trial ${trial}`);
    if (catalog.processId !== processId) report.processDeaths++;
    await catalog.drop(id);
  }
  return report;
}
