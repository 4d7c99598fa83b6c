import type { ChunkSizes } from '../text-splitter.ts';
import type { Atom, Cut } from './atoms.ts';

/** Atoms `from` up to, not including, `to`; those from `overlapFrom` are repeated from the chunk before. */
export type ChosenChunk = { overlapFrom: number; from: number; to: number };

/**
 * What is weighed against the cost 1 of one more chunk. Chosen so that small sections share a chunk, large ones do not,
 * a page begins a chunk, and a paragraph is cut only when the chunks would become much less even.
 */
const costs = {
  /** Times the square of the part of the chunk left empty: even chunks cost least. */
  empty: 0.5,
  cutAt: { heading: 0, block: 0.15, row: 0.25, sentence: 0.35, part: 0.8 } satisfies Record<Cut, number>,
  /** A section begun in the middle of a chunk; and, times its share of the chunk, the longest section that has to share it. */
  headingInside: 0.4,
  longestShared: 1.6,
  pageInside: 1.5,
  headingAtEnd: 1,
};

/**
 * The cheapest way to part the atoms into chunks that all fit, found by dynamic programming over the ends of chunks
 * (as Knuth and Plass, 1981, break paragraphs into lines).
 */
export function chooseChunks(atoms: readonly Atom[], { chunkSize, chunkOverlap }: ChunkSizes): ChosenChunk[] {
  const first = atoms[0];
  const last = atoms.at(-1);
  if (!first || !last) return [];
  if (last.end - first.start <= chunkSize) return [{ overlapFrom: 0, from: 0, to: atoms.length }];

  const best: { cost: number; chunk: ChosenChunk | undefined }[] = [{ cost: 0, chunk: undefined }];
  for (let to = 1; to <= atoms.length; to++) best.push({ cost: Infinity, chunk: undefined });
  for (let from = 0; from < atoms.length; from++) {
    const overlapFrom = overlapStart(atoms, from, chunkSize, chunkOverlap);
    const start = atoms[overlapFrom]!.start;
    const content = new ChunkContent(atoms[from]!, chunkSize);
    for (let to = from + 1; to <= atoms.length && atoms[to - 1]!.end - start <= chunkSize; to++) {
      if (to - 1 > from) content.add(atoms[to - 1]!);
      const emptyShare = 1 - (atoms[to - 1]!.end - start) / chunkSize;
      const cost = best[from]!.cost + 1 + content.cost + costOfEnd(atoms, to) + costs.empty * emptyShare ** 2;
      if (cost < best[to]!.cost) best[to] = { cost, chunk: { overlapFrom, from, to } };
    }
  }
  return walkBack(best.map(({ chunk }) => chunk));
}

function walkBack(chunkEndingAt: readonly (ChosenChunk | undefined)[]): ChosenChunk[] {
  const chunks: ChosenChunk[] = [];
  let chunk = chunkEndingAt.at(-1);
  while (chunk) {
    chunks.push(chunk);
    chunk = chunkEndingAt[chunk.from];
  }
  return chunks.reverse();
}

/** Whole sentences before `from`, of the same section and page, as many as the overlap allows and the atom leaves room for. */
export function overlapStart(atoms: readonly Atom[], from: number, chunkSize: number, chunkOverlap: number): number {
  const atom = atoms[from]!;
  let start = from;
  while (start > 0 && atoms[start]!.cut !== 'heading') {
    const before = atoms[start - 1]!;
    const fits = atom.start - before.start <= chunkOverlap && atom.end - before.start <= chunkSize;
    if (!before.isRepeatable || before.isHeading || before.page !== atom.page || !fits) break;
    start--;
  }
  return atom.isRepeatable ? start : from;
}

/** The pages and sections in a chunk that grows atom by atom, and what their sharing it costs. */
class ChunkContent {
  readonly #chunkSize: number;
  #last: Atom;
  #sectionStart: number;
  #longestSection = 0;
  #pageBreaks = 0;
  #headings = 0;

  constructor(first: Atom, chunkSize: number) {
    this.#chunkSize = chunkSize;
    this.#last = first;
    this.#sectionStart = first.start;
  }

  add(atom: Atom): void {
    if (atom.page !== this.#last.page) this.#pageBreaks++;
    if (atom.cut === 'heading' && !this.#last.isHeading) {
      this.#headings++;
      this.#longestSection = Math.max(this.#longestSection, this.#last.end - this.#sectionStart);
      this.#sectionStart = atom.start;
    }
    this.#last = atom;
  }

  get cost(): number {
    const pages = this.#pageBreaks * costs.pageInside;
    if (this.#headings === 0) return pages;
    const longest = Math.max(this.#longestSection, this.#last.end - this.#sectionStart);
    return pages + this.#headings * costs.headingInside + (costs.longestShared * longest) / this.#chunkSize;
  }
}

function costOfEnd(atoms: readonly Atom[], to: number): number {
  const next = atoms[to];
  if (!next) return 0;
  const pageEnds = next.page !== atoms[to - 1]!.page;
  return (pageEnds ? Math.min(costs.cutAt[next.cut], costs.cutAt.block) : costs.cutAt[next.cut]) + (atoms[to - 1]!.isHeading ? costs.headingAtEnd : 0);
}
