import type { Span } from '../../platform/text/sentences.ts';
import type { ChunkSizes } from '../text-splitter.ts';

/** `size` in the unit of the chunk sizes, with the blanks after it. */
export type Piece = Span & { size: number };

/** Pieces `from` up to, not including, `to`. */
export type Run = { from: number; to: number };

/**
 * As many pieces to a chunk as fit; the next one begins with the whole pieces before it that the overlap allows
 * (`_merge_splits` of LangChain). A piece that alone is too long stays alone.
 */
export function mergePieces(pieces: readonly Piece[], { chunkSize, chunkOverlap }: ChunkSizes): Run[] {
  const runs: Run[] = [];
  let from = 0;
  let total = 0;
  for (const [to, { size }] of pieces.entries()) {
    if (total + size > chunkSize && to > from) {
      runs.push({ from, to });
      while (from < to && (total > chunkOverlap || total + size > chunkSize)) total -= pieces[from++]!.size;
    }
    total += size;
  }
  if (from < pieces.length) runs.push({ from, to: pieces.length });
  return runs;
}
