import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { cosineOf, randomEntries } from '../testing/random-vectors.ts';
import { RemoteIndex } from './remote-index.ts';
import type { RemoteStore } from './remote-store.ts';
import type { VectorEntry } from './vector-store.ts';

const dimensions = 4;
const east = { id: 1, vector: Float32Array.of(1, 0, 0, 0) };
const north = { id: 2, vector: Float32Array.of(0, 1, 0, 0) };
const northEast = { id: 3, vector: Float32Array.of(Math.SQRT1_2, Math.SQRT1_2, 0, 0) };
const west = { id: 4, vector: Float32Array.of(-1, 0, 0, 0) };

const idsOf = (hits: readonly { id: number }[]) => hits.map((hit) => hit.id);
const newName = () => `lectern_test_${randomUUID().replaceAll('-', '')}`;

/** What every store of another machine promises. */
export function itBehavesLikeARemoteStore(id: string, connect: () => RemoteStore): void {
  async function filled(entries: readonly VectorEntry[], name = newName()) {
    const collection = await connect().open(name, entries[0]!.vector.length);
    await collection.upsert(entries);
    return collection;
  }

  test(`${id}: finds the nearest first, with cosine similarity down to -1`, async () => {
    const hits = await (await filled([west, north, east, northEast])).search(east.vector, 10);
    expect(idsOf(hits)).toEqual([1, 3, 2, 4]);
    for (const [index, similarity] of [1, Math.SQRT1_2, 0, -1].entries()) expect(hits[index]!.similarity).toBeCloseTo(similarity, 5);
  });

  test(`${id}: k decides how many, and only allowed ids are returned`, async () => {
    const entries = randomEntries(300, dimensions);
    const collection = await filled(entries);
    expect(await collection.search(east.vector, 3)).toHaveLength(3);
    expect(await collection.search(east.vector, 10_000)).toHaveLength(300);
    const allowed = entries.slice(0, 120).map((entry) => entry.id);
    const expected = entries.slice(0, 120).sort((a, b) => cosineOf(b.vector, east.vector) - cosineOf(a.vector, east.vector));
    expect(idsOf(await collection.search(east.vector, 60, [...allowed, 9_999]))).toEqual(idsOf(expected.slice(0, 60)));
    expect(await collection.search(east.vector, 60, [])).toEqual([]);
  });

  test(`${id}: an entry with the same id is replaced, one that was removed is gone and may come back`, async () => {
    const collection = await filled([east, northEast]);
    await collection.upsert([{ id: 1, vector: north.vector }]);
    expect(idsOf(await collection.search(north.vector, 9))).toEqual([1, 3]);
    await collection.remove([1, 77]);
    expect(idsOf(await collection.search(north.vector, 9))).toEqual([3]);
    await collection.upsert([east]);
    expect(idsOf(await collection.search(east.vector, 9))).toEqual([1, 3]);
  });

  test(`${id}: a document of many chunks is removed wholly`, async () => {
    const collection = await filled(randomEntries(700, dimensions));
    await collection.remove(Array.from({ length: 650 }, (_, index) => index + 1));
    expect((await collection.listIds()).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 651));
    expect(await collection.search(east.vector, 1_000)).toHaveLength(50);
  });

  test(`${id}: what was kept is there when it is opened again, and dropped by the beginning of its name`, async () => {
    const name = newName();
    await filled([east, north], name);
    await filled([east], `${name}_other`);
    await using store = connect();
    expect(await (await store.open(name, dimensions)).listIds()).toHaveLength(2);
    await store.drop(name);
    expect(await (await store.open(name, dimensions)).listIds()).toEqual([]);
    expect(await (await store.open(`${name}_other`, dimensions)).listIds()).toEqual([]);
  });

  test(`${id}: a collection of other dimensions is an error that names both`, async () => {
    const name = newName();
    await filled([east], name);
    await expect(connect().open(name, 8)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/4 components.* 8/) as string });
  });

  test(`${id}: as an index, it refuses what is not usable and keeps to what it is told`, async () => {
    const index = new RemoteIndex(connect(), newName(), dimensions);
    await index.request('open', { handle: 1, engine: id, dimensions });
    const upsert = (ids: number[], vectors: number[]) => index.request('upsert', { handle: 1, ids: Float64Array.from(ids), vectors: Float32Array.from(vectors) });
    expect(await upsert([1, 2, 3], [2, 0, 0, 0, 0, 5, 0, 0, 1, 1, 0, 0])).toMatchObject({ size: 3 });
    await expect(upsert([4], [0, 0, 0, 0])).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(index.request('search', { handle: 1, vector: new Float32Array(3).fill(1), k: 1 })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await index.request('retain', { handle: 1, ids: Float64Array.of(2, 9) })).toEqual({ missing: Float64Array.of(9) });
    expect([...(await index.request('ids', { handle: 1 })).ids]).toEqual([2]);
    await index.request('close', { handle: 1, isSuperseded: true });
  });
}
