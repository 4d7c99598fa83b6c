import type { DraftChunk } from './draft-chunks.ts';

type FoundBy = { textHash: string; text: string; prefix: string; heading?: string | null; isEnabled: boolean };

/** Everything of a chunk that an index knows. */
const keyOf = ({ textHash, prefix, heading, isEnabled }: FoundBy) => JSON.stringify([textHash, prefix, heading ?? '', isEnabled]);

/** For each new chunk the id of the present one that is found by the same words, each used once and in order; undefined where there is none. */
export function keepIds(present: readonly (FoundBy & { id: number })[], drafts: readonly DraftChunk[]): (number | undefined)[] {
  const waiting = new Map<string, number[]>();
  for (const chunk of present.toReversed()) {
    const ids = waiting.get(keyOf(chunk));
    if (ids) ids.push(chunk.id);
    else waiting.set(keyOf(chunk), [chunk.id]);
  }
  return drafts.map((draft) => waiting.get(keyOf(draft))?.pop());
}
