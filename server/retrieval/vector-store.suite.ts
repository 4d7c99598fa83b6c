import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomEntries } from '../testing/random-vectors.ts';
import type { VectorEntry, VectorIndex, VectorStore } from './vector-store.ts';

const east = { id: 1, vector: Float32Array.of(1, 0, 0, 0) };
const north = { id: 2, vector: Float32Array.of(0, 1, 0, 0) };
const northEast = { id: 3, vector: Float32Array.of(1, 1, 0, 0) };
const dimensions = 16;
/** Enough for the graph to be asked instead of a scan. */
const many = 6_000;

const idsOf = (hits: readonly { id: number }[]) => hits.map((hit) => hit.id);
const nearestIds = (index: VectorIndex, { vector }: VectorEntry, k = 1, allowed?: ReadonlySet<number>) => idsOf(index.search(vector, k, allowed));

function saved(index: VectorIndex, directory: string): string[] {
  const steps = index.save(directory);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function inFolder<Result>(use: (directory: string) => Result): Result {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lectern-store-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function filled(store: VectorStore, entries: readonly VectorEntry[]): VectorIndex {
  const index = store.create(entries[0]!.vector.length);
  index.upsert(entries);
  index.settle(entries.length);
  return index;
}

/** What every engine promises. */
export function itBehavesLikeAVectorStore(store: VectorStore): void {
  describe.skipIf(!store.isAvailable())(`vector store ${store.id}`, () => {
    const largeEntries = randomEntries(many, dimensions);
    let large: VectorIndex;

    beforeAll(() => {
      large = filled(store, largeEntries);
    });

    test('finds the nearest first, with cosine similarity', () => {
      const hits = filled(store, [east, north, northEast]).search(Float32Array.of(2, 0.2, 0, 0), 3);
      expect(idsOf(hits)).toEqual([1, 3, 2]);
      expect(hits[0]!.similarity).toBeCloseTo(2 / Math.hypot(2, 0.2), 5);
    });

    test('a removed entry is never returned', () => {
      const index = filled(store, [east, north, northEast]);
      index.remove([1, 99]);
      expect(nearestIds(index, east, 3)).toEqual([3, 2]);
      expect([index.size, index.has(1), [...index.ids()].sort()]).toEqual([2, false, [2, 3]]);
    });

    test('an entry with the same id is replaced', () => {
      const index = filled(store, [east, northEast]);
      index.upsert([{ id: 1, vector: north.vector }]);
      expect(nearestIds(index, north, 3)).toEqual([1, 3]);
      expect(index.size).toBe(2);
    });

    test('an entry that is removed and comes back is found again', () => {
      const index = filled(store, [east, north]);
      index.remove([1]);
      index.upsert([east]);
      expect(nearestIds(index, east)).toEqual([1]);
    });

    test('an empty index finds nothing, before the first entry and after the last', () => {
      const index = store.create(4);
      expect(index.search(east.vector, 5)).toEqual([]);
      index.upsert([east]);
      index.remove([1]);
      expect(index.search(east.vector, 5)).toEqual([]);
    });

    test.each([
      ['not a number', Float32Array.of(Number.NaN, 1, 0, 0)],
      ['infinite', Float32Array.of(Number.POSITIVE_INFINITY, 1, 0, 0)],
      ['zero', new Float32Array(4)],
      ['too short', Float32Array.of(1, 0)],
      ['a multiple too long', new Float32Array(8).fill(1)],
      ['of another type', [1, 0, 0, 0] as unknown as Float32Array],
    ])('a vector that is %s is refused, and nothing of its batch is added', (_name, vector) => {
      const index = filled(store, [east]);
      expect(() => index.upsert([north, { id: 5, vector }])).toThrow('4 finite components');
      expect(() => index.search(vector, 1)).toThrow('4 finite components');
      expect([...index.ids()]).toEqual([1]);
    });

    test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9])('k = %s is refused', (k) => {
      expect(() => filled(store, [east]).search(east.vector, k)).toThrow('whole number from 1');
    });

    test.each([-1, 1.5, Number.NaN, 2 ** 60])('the id %s is refused', (id) => {
      expect(() => store.create(4).upsert([{ id, vector: east.vector }])).toThrow('whole number');
    });

    test('k may be larger than the index', () => {
      expect(nearestIds(filled(store, [east, north, northEast]), east, 1_000)).toEqual([1, 3, 2]);
    });

    test('all chunks that share one vector are found, and removed one by one', () => {
      const index = filled(store, randomEntries(500, 4, { first: 1_000 }));
      index.upsert(Array.from({ length: 1_000 }, (_, id) => ({ id, vector: east.vector })));
      expect(new Set(nearestIds(index, east, 1_000)).size).toBe(1_000);
      index.remove(Array.from({ length: 999 }, (_, id) => id));
      expect(nearestIds(index, east)).toEqual([999]);
      expect(randomEntries(500, 4, { first: 1_000 }).every((entry) => nearestIds(index, entry)[0] === entry.id)).toBe(true);
    });

    test('every vector of a large index finds itself', () => {
      const lost = largeEntries.slice(0, 2_000).filter((entry) => nearestIds(large, entry)[0] !== entry.id);
      expect(lost.length).toBeLessThanOrEqual(2);
    });

    test('what is not settled yet is found as surely as what is, with what is allowed and without', () => {
      const index = filled(store, largeEntries.slice(0, 5_000));
      const added = largeEntries.slice(5_000, 5_100);
      index.upsert(added);
      const isFound = (entry: VectorEntry) => nearestIds(index, entry)[0] === entry.id && nearestIds(index, entry, 1, new Set(index.ids()))[0] === entry.id;
      expect(added.every(isFound)).toBe(true);
      index.settle(40);
      expect(added.every(isFound)).toBe(true);
      index.settle(100);
      expect(index.unsettled).toBe(0);
      expect(added.filter((entry) => !isFound(entry)).length).toBeLessThanOrEqual(1);
    });

    test('an entry that is removed or replaced before it is settled stays so', () => {
      const index = filled(store, largeEntries.slice(0, 5_000));
      const [first, second, third] = largeEntries.slice(5_000) as [VectorEntry, VectorEntry, VectorEntry];
      index.upsert([first, second]);
      index.remove([first.id]);
      index.upsert([{ ...third, id: second.id }]);
      for (const settled of [0, 10]) {
        index.settle(settled);
        expect(nearestIds(index, first)).not.toEqual([first.id]);
        expect(nearestIds(index, third)).toEqual([second.id]);
      }
      expect(index.size).toBe(5_001);
    });

    test('what is not settled is saved as well', () => {
      inFolder((directory) => {
        const index = filled(store, largeEntries.slice(0, 5_000));
        index.upsert(largeEntries.slice(5_000, 5_010));
        saved(index, directory);
        const loaded = store.load(directory, dimensions);
        expect([loaded.size, loaded.unsettled, index.unsettled]).toEqual([5_010, 0, 0]);
        expect(largeEntries.slice(5_000, 5_010).filter((entry) => nearestIds(loaded, entry)[0] !== entry.id)).toEqual([]);
      });
    });

    test('a large index agrees with a scan', () => {
      const queries = randomEntries(50, dimensions, { seed: 2 });
      const everything = new Set(large.ids());
      const found = queries.map(({ vector }) => {
        const graph = new Set(idsOf(large.search(vector, 10)));
        const scanned = idsOf(large.search(vector, 10, new Set([...everything].slice(0, 4_000))));
        const scannedRest = idsOf(large.search(vector, 10, new Set([...everything].slice(4_000))));
        return [...scanned, ...scannedRest].filter((id) => graph.has(id)).length;
      });
      const overlap = found.reduce((sum, count) => sum + count, 0) / (queries.length * 10);
      expect(overlap).toBeGreaterThanOrEqual(0.97);
    });

    test.each([3, 400, 5_000])('only allowed ids are returned, as many as there are, when %s are allowed', (count) => {
      const allowed = new Set(largeEntries.slice(0, count).map((entry) => entry.id));
      const hits = nearestIds(large, largeEntries[many - 1]!, 10, allowed);
      expect(hits).toHaveLength(Math.min(count, 10));
      expect(hits.every((id) => allowed.has(id))).toBe(true);
      expect(new Set(hits).size).toBe(hits.length);
    });

    test('allowed ids that are not there are passed over', () => {
      expect(nearestIds(filled(store, [east, north]), east, 5, new Set([2, 77]))).toEqual([2]);
    });

    test('saved and loaded, it gives identical results, and goes on growing', () => {
      inFolder((directory) => {
        saved(large, directory);
        const loaded = store.load(directory, dimensions);
        for (const { vector } of randomEntries(20, dimensions, { seed: 3 })) {
          expect(loaded.search(vector, 10)).toEqual(large.search(vector, 10));
        }
        const [added] = randomEntries(1, dimensions, { seed: 4, first: 100_000 });
        loaded.upsert([added!]);
        loaded.remove([1]);
        expect(nearestIds(loaded, added!)).toEqual([100_000]);
        expect(loaded.size).toBe(many);
      });
    });

    test('an index with removed entries keeps them out after loading', () => {
      inFolder((directory) => {
        const index = filled(store, [east, north, northEast, { id: 4, vector: east.vector }]);
        index.remove([1, 2]);
        saved(index, directory);
        const loaded = store.load(directory, 4);
        expect(nearestIds(loaded, east, 5)).toEqual([4, 3]);
        loaded.upsert([north]);
        expect(nearestIds(loaded, north, 5)).toEqual([2, 3, 4]);
      });
    });

    test('an empty index can be saved and loaded', () => {
      inFolder((directory) => {
        saved(store.create(4), directory);
        const loaded = store.load(directory, 4);
        loaded.upsert([east]);
        expect(nearestIds(loaded, east)).toEqual([1]);
      });
    });

    test('a folder of other dimensions, or an empty one, is refused', () => {
      inFolder((directory) => {
        expect(() => store.load(directory, 4)).toThrow();
        saved(filled(store, [east, north]), directory);
        expect(() => store.load(directory, 8)).toThrow('dimensions');
      });
    });

    test('removing and adding over and over ends, and leaves exactly what was added last', () => {
      const live = 128;
      const cycles = 5_000;
      const entries = randomEntries(cycles, 8, { seed: 5 });
      const index = filled(store, entries.slice(0, live));
      for (let next = live; next < cycles; next++) {
        index.remove([entries[next - live]!.id]);
        index.upsert([entries[next]!]);
        index.settle(1);
      }
      expect([...index.ids()].sort((a, b) => a - b)).toEqual(entries.slice(-live).map((entry) => entry.id));
      expect(entries.slice(-live).every((entry) => nearestIds(index, entry)[0] === entry.id)).toBe(true);
    });
  });
}
