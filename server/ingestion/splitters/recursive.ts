import type { TextSplitter } from '../text-splitter.ts';
import { atomChunks } from './atom-chunks.ts';
import { toAtoms } from './atoms.ts';

/** Sections, paragraphs, sentences, clauses, words: a text is cut at the highest of these that lets every chunk fit. */
export const recursiveSplitter: TextSplitter = {
  id: 'recursive',
  split(document, sizes) {
    return atomChunks(toAtoms(document, sizes.chunkSize), sizes);
  },
};
