import { countTokens } from '../../platform/tokens.ts';
import type { TextSplitter } from '../text-splitter.ts';
import { chunkOf } from './atom-chunks.ts';
import { toAtoms, type Atom } from './atoms.ts';
import { cutHard } from './cut-long.ts';
import { mergePieces, type Run } from './merge-pieces.ts';

/** Of English; what has more tokens is cut smaller. */
const charsPerToken = 4;
/** A character outside the basic plane is two code units, and is not cut. */
const uncuttableChars = 2;

/** Whole sentences, rows and pieces of code, as many as fit; sizes are tokens as OpenAI counts them (cl100k). */
export const tokenSplitter: TextSplitter = {
  id: 'token',
  split(document, sizes) {
    const { text } = document;
    const count = (start: number, end: number) => countTokens(text.slice(start, end));
    const atoms = toAtoms(document, sizes.chunkSize * charsPerToken).flatMap((atom) => fittingAtoms(text, atom, sizes.chunkSize));
    const pieces = atoms.map(({ start, end }, index) => ({ start, end, size: count(start, atoms[index + 1]?.start ?? end) }));
    const fits = ({ from, to }: Run, most: number) => to === from || count(atoms[from]!.start, atoms[to - 1]!.end) <= most;
    const runs: Run[] = [];
    for (const { from: first, to } of mergePieces(pieces, sizes).flatMap((run) => halvedUntil((half) => fits(half, sizes.chunkSize), run))) {
      const last = runs.at(-1)?.to ?? 0;
      let from = first;
      while (from < last && !fits({ from, to: last }, sizes.chunkOverlap)) from++;
      if (to > last) runs.push({ from, to });
    }
    return runs.map(({ from, to }) => chunkOf(atoms, { overlapFrom: from, from, to }));
  },
};

function fittingAtoms(text: string, atom: Atom, maxTokens: number): Atom[] {
  const chars = atom.end - atom.start;
  if (chars <= uncuttableChars || countTokens(text.slice(atom.start, atom.end)) <= maxTokens) return [atom];
  const parts = cutHard(text, atom, Math.max(Math.ceil(chars / 2), uncuttableChars));
  return parts.flatMap((part, index) =>
    fittingAtoms(text, { ...atom, ...part, cut: index === 0 ? atom.cut : 'part', isRepeatable: false }, maxTokens),
  );
}

/** Counted together pieces may, rarely, be more tokens than one by one. */
function halvedUntil(fits: (run: Run) => boolean, run: Run): Run[] {
  if (run.to - run.from === 1 || fits(run)) return [run];
  const middle = (run.from + run.to) >> 1;
  return [...halvedUntil(fits, { from: run.from, to: middle }), ...halvedUntil(fits, { from: middle, to: run.to })];
}
