import { randomUUID } from 'node:crypto';

/** Under which ids the rows of an archive are put back. */
export type NewIds = {
  of(id: string): string;
  ofChunk(id: number): number;
};

/** The same ids again, for a data folder that holds nothing else: answers given then still lead to their sources. */
export const sameIds: NewIds = { of: (id) => id, ofChunk: (id) => id };

/**
 * Ids of their own, so that what is restored stands beside what it was made from.
 * @param chunkIds of the archive, in ascending order, which the new ones keep
 */
export function freshIds(chunkIds: readonly number[], firstChunkId: number): NewIds {
  const known = new Map<string, string>();
  return {
    of(id) {
      const fresh = known.get(id) ?? randomUUID();
      known.set(id, fresh);
      return fresh;
    },
    ofChunk(id) {
      let low = 0;
      let high = chunkIds.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (chunkIds[middle]! < id) low = middle + 1;
        else high = middle;
      }
      return firstChunkId + low;
    },
  };
}
