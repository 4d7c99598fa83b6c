import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VectorEntry, VectorIndex, VectorStore } from '../../server/retrieval/vector-store.ts';
import { vectorStores } from '../../server/retrieval/vector-stores/index.ts';
import { createRandom } from '../../server/testing/random-vectors.ts';
import { compare, printRatios, rounds, type Side } from './compare.ts';

const dimensions = 384;
const defaultCount = 20_000;
const queryCount = 200;
const batchSize = 100;
const k = 10;
/** Text lies in groups; uniformly random vectors have no near neighbours to find. */
const groups = 400;
const spread = 0.35;

function groupedEntries(count: number, seed: number, firstId = 1): VectorEntry[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const centre = createRandom(1 + Math.floor(random() * groups));
    return { id: firstId + index, vector: Float32Array.from({ length: dimensions }, () => centre() - 0.5 + spread * (random() - 0.5)) };
  });
}

function build(store: VectorStore, entries: readonly VectorEntry[]): VectorIndex {
  const index = store.create(dimensions);
  for (let start = 0; start < entries.length; start += 1_000) index.upsert(entries.slice(start, start + 1_000));
  index.settle(entries.length);
  return index;
}

function recall(index: VectorIndex, exact: VectorIndex, queries: readonly Float32Array[]): number {
  const shares = queries.map((query) => {
    const wanted = new Set(exact.search(query, k).map((hit) => hit.id));
    return index.search(query, k).filter((hit) => wanted.has(hit.id)).length / k;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function availableStores(): VectorStore[] {
  return vectorStores.list().filter((store) => store.isAvailable());
}

/** Every vector store over the same entries and questions. @param args number of entries */
export async function benchSearch([countText]: readonly string[]): Promise<void> {
  const count = Number(countText ?? defaultCount);
  const entries = groupedEntries(count, 1);
  const queries = groupedEntries(queryCount, 2).map(({ vector }) => vector);
  const built = availableStores().map((store) => ({ store, index: build(store, entries) }));
  const exact = built.find(({ store }) => store.id === 'exact')!.index;
  for (const { store, index } of built) {
    console.log(`${store.id}: recall@${k} ${recall(index, exact, queries).toFixed(4)}, ${(index.memoryBytes / count).toFixed(0)} bytes per entry`);
  }
  const measured = await compare(built.map(({ store, index }) => ({ label: store.id, run: () => queries.forEach((query) => index.search(query, k)) })));
  printRatios(`${queryCount} searches in ${count} x ${dimensions}`, measured, { count: queryCount, unit: 'searches' });
}

/** Adds new entries each time it runs; they are made beforehand, once for the run that warms up and once for each round. */
function adder(index: VectorIndex, count: number): () => void {
  const batches = Array.from({ length: rounds + 1 }, (_, batch) => groupedEntries(batchSize, batch + 3, count + 1 + batch * batchSize));
  return () => {
    index.upsert(batches.pop()!);
    index.settle(batchSize);
  };
}

function addingSides(store: VectorStore, entries: readonly VectorEntry[], directory: string): Side[] {
  const add = adder(build(store, entries), entries.length);
  const saved = build(store, entries);
  const addMore = adder(saved, entries.length);
  return [
    { label: store.id, run: add },
    { label: `${store.id}, saved whole`, run: () => (addMore(), Array.from(saved.save(directory))) },
  ];
}

/** Adding 100 entries: in memory, as the database holds the vectors already, and with the whole index saved each time. */
export async function benchAdd([countText]: readonly string[]): Promise<void> {
  const count = Number(countText ?? defaultCount);
  const directory = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const cpuSeconds: number[] = [];
  try {
    for (const size of [count / 100, count]) {
      const entries = groupedEntries(size, 1);
      const measured = await compare(availableStores().flatMap((store) => addingSides(store, entries, directory)));
      printRatios(`${batchSize} entries into ${size} x ${dimensions}`, measured, { count: batchSize, unit: 'entries' });
      cpuSeconds.push(measured[0]!.cpuSeconds);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  console.log(`\nT(${count}) / T(${count / 100}) = ${(cpuSeconds[1]! / cpuSeconds[0]!).toFixed(2)}`);
}
