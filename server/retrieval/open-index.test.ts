import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { randomEntries } from '../testing/random-vectors.ts';
import { OpenIndex } from './open-index.ts';
import type { VectorEntry } from './vector-store.ts';

const dimensions = 16;
const open = () => OpenIndex.open({ handle: 1, engine: 'usearch', dimensions });
const asInput = (entries: readonly VectorEntry[]) => ({
  handle: 1,
  ids: Float64Array.from(entries, ({ id }) => id),
  vectors: Float32Array.from(entries.flatMap(({ vector }) => [...vector])),
});
const nearest = (index: OpenIndex, { vector }: VectorEntry) => index.search({ handle: 1, vector, k: 1 }).ids[0];

test('what was added is found when adding ends, and while it is being saved', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'lectern-open-'));
  try {
    const index = await open();
    const entries = randomEntries(6_000, dimensions);
    await index.upsert(asInput(entries.slice(0, 5_000)));
    const last = entries.slice(4_900, 5_000);
    expect(last.filter((entry) => nearest(index, entry) !== entry.id)).toEqual([]);

    const saving = index.save({ handle: 1, directory });
    const adding = index.upsert(asInput(entries.slice(5_000)));
    index.remove({ ids: Float64Array.of(entries[5_500]!.id) });
    const { size, files } = await saving;
    expect([size, (await adding).size]).toEqual([5_000, 5_999]);
    expect(nearest(index, entries[5_999]!)).toBe(entries[5_999]!.id);
    const reopened = await OpenIndex.open({ handle: 2, engine: 'usearch', dimensions, saved: { directory, files } });
    expect(reopened.sizes.size).toBe(5_000);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
