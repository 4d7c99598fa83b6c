import type { TextSplitter } from '../text-splitter.ts';
import { atomChunks } from './atom-chunks.ts';
import { blockAtoms, type Atom } from './atoms.ts';
import { codePieces } from './code-pieces.ts';
import { withoutGaps } from './without-gaps.ts';

/** Definitions stay whole where they fit; larger ones are cut between their members, at empty lines, between lines. Running text is cut as by `recursive`. */
export const codeAwareSplitter: TextSplitter = {
  id: 'code-aware',
  split({ text, blocks }, sizes) {
    const atoms: Atom[] = [];
    for (const block of withoutGaps(text, blocks)) {
      const { page, headingPath } = block;
      const pieces = block.kind === 'code' ? codePieces(text, block, sizes.chunkSize) : blockAtoms(text, block, sizes.chunkSize);
      for (const piece of pieces) atoms.push({ isHeading: false, isRepeatable: false, page, headingPath, ...piece });
    }
    return atomChunks(atoms, sizes);
  },
};
