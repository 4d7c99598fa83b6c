import type { Block } from '../document-loader.ts';
import type { TextSplitter } from '../text-splitter.ts';
import { atomChunks } from './atom-chunks.ts';
import { blockAtoms, type Atom } from './atoms.ts';
import { withoutGaps } from './without-gaps.ts';

/** Headings # to ####; those below do not begin a section. */
const deepestLevel = 4;

/** No chunk holds text of two sections. A section too large for a chunk is cut as by `recursive`; a heading without text goes with its first subsection. */
export const markdownSplitter: TextSplitter = {
  id: 'markdown',
  split({ text, blocks }, sizes) {
    const sections: Atom[][] = [[]];
    let opened: number | undefined;
    for (const block of withoutGaps(text, blocks)) {
      const level = sectionLevel(block);
      const isOnlyHeadings = sections.at(-1)!.every((atom) => atom.isHeading);
      if (level !== undefined && !(isOnlyHeadings && level > (opened ?? 0))) sections.push([]);
      opened = level ?? opened;
      for (const atom of blockAtoms(text, block, sizes.chunkSize)) sections.at(-1)!.push(atom);
    }
    return sections.flatMap((atoms) => atomChunks(atoms, sizes));
  },
};

function sectionLevel({ kind, level = 1 }: Block): number | undefined {
  return kind === 'heading' && level <= deepestLevel ? level : undefined;
}
