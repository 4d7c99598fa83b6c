import type { TextSplitter } from '../text-splitter.ts';
import { chunkOf } from './atom-chunks.ts';
import { toAtoms, type Atom } from './atoms.ts';
import { overlapStart, type ChosenChunk } from './choose-chunks.ts';
import { topicShifts, type TopicShift } from './topic-shifts.ts';

/** A change of topic ends a chunk that is at least so full. */
const leastShare = 0.25;
/** Without one, a chunk is cut where its words change most, but not before it is so full. */
const leastShareWithinTopic = 0.5;

/**
 * Cuts where neighbouring sentences differ most by their words. It stands where Langchain-Chatchat has a segmentation model
 * (AliTextSplitter), and needs none.
 */
export const semanticSplitter: TextSplitter = {
  id: 'semantic',
  split({ text, ...document }, { chunkSize, chunkOverlap }) {
    const atoms = toAtoms({ text, ...document }, chunkSize);
    const shifts = topicShifts(atoms.map(({ start, end, isHeading }) => ({ text: text.slice(start, end), isHeading })));
    const chunks: ChosenChunk[] = [];
    for (let from = 0; from < atoms.length; from = chunks.at(-1)!.to) {
      const earliest = (chunks.at(-1)?.overlapFrom ?? -1) + 1;
      const overlapFrom = shifts[from]!.isNewTopic ? from : Math.max(earliest, overlapStart(atoms, from, chunkSize, chunkOverlap));
      chunks.push({ overlapFrom, from, to: endOfChunk(atoms, shifts, { overlapFrom, from }, chunkSize) });
    }
    return chunks.map((chunk) => chunkOf(atoms, chunk));
  },
};

function endOfChunk(atoms: readonly Atom[], shifts: readonly TopicShift[], { overlapFrom, from }: Omit<ChosenChunk, 'to'>, chunkSize: number): number {
  const { start } = atoms[overlapFrom]!;
  let best = -1;
  let to = from + 1;
  for (; to < atoms.length && atoms[to]!.end - start <= chunkSize; to++) {
    const filled = (atoms[to - 1]!.end - start) / chunkSize;
    if (shifts[to]!.isNewTopic && filled >= leastShare) return to;
    if (filled >= leastShareWithinTopic && shifts[to]!.similarity < (shifts[best]?.similarity ?? Infinity)) best = to;
  }
  if (to === atoms.length) return to;
  return (shifts[best]?.similarity ?? Infinity) < shifts[to]!.similarity ? best : to;
}
