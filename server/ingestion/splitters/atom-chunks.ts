import type { ChunkSizes, ChunkSpan } from '../text-splitter.ts';
import type { Atom } from './atoms.ts';
import { chooseChunks, type ChosenChunk } from './choose-chunks.ts';
import { sharedPath } from './shared-path.ts';

/** Atoms in the chunks that suit them best. */
export function atomChunks(atoms: readonly Atom[], sizes: ChunkSizes): ChunkSpan[] {
  return chooseChunks(atoms, sizes).map((chosen) => chunkOf(atoms, chosen));
}

export function chunkOf(atoms: readonly Atom[], { overlapFrom, from, to }: ChosenChunk): ChunkSpan {
  const first = atoms[overlapFrom]!;
  return { start: first.start, end: atoms[to - 1]!.end, page: first.page, headingPath: sharedPath(atoms.slice(from, to)) };
}
