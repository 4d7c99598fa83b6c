import type { ChunkSpan, TextSplitter } from '../text-splitter.ts';
import { toAtoms, type Atom } from './atoms.ts';
import { chooseChunks } from './choose-chunks.ts';

/** Sections, paragraphs, sentences, clauses, words: a text is cut at the highest of these that lets every chunk fit. */
export const recursiveSplitter: TextSplitter = {
  id: 'recursive',
  split(document, sizes) {
    const atoms = toAtoms(document, sizes.chunkSize);
    return chooseChunks(atoms, sizes).map(({ overlapFrom, from, to }): ChunkSpan => {
      const first = atoms[overlapFrom]!;
      return {
        start: first.start,
        end: atoms[to - 1]!.end,
        page: first.page,
        headingPath: sharedPath(atoms.slice(from, to)),
      };
    });
  },
};

/** The sections common to all of a chunk. Headings count only where there is nothing else, for they stand above what they name. */
function sharedPath(atoms: readonly Atom[]): string[] | undefined {
  const content = atoms.filter((atom) => !atom.isHeading);
  const [first = [], ...others] = (content.length > 0 ? content : atoms).map((atom) => atom.headingPath ?? []);
  const different = first.findIndex((title, depth) => others.some((path) => path[depth] !== title));
  const shared = different < 0 ? first : first.slice(0, different);
  return shared.length > 0 ? shared : undefined;
}
