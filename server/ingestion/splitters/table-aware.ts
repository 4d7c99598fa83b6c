import type { Block } from '../document-loader.ts';
import type { ChunkSpan, TextSplitter } from '../text-splitter.ts';
import { atomChunks } from './atom-chunks.ts';
import { blockAtoms, type Atom } from './atoms.ts';
import { tableHeaders, type TableHeader } from './table-header.ts';
import { withoutGaps } from './without-gaps.ts';

type Part = { table?: number; atoms: Atom[] };

/** A table has chunks of its own, of whole rows, and each begins with the header of its table. Running text is cut as by `recursive`. */
export const tableAwareSplitter: TextSplitter = {
  id: 'table-aware',
  split(document, sizes) {
    const headers = tableHeaders(document);
    return partsOf(document.text, document.blocks, sizes.chunkSize).flatMap(({ table, atoms }) => {
      const header = table === undefined ? undefined : headers.get(table);
      return atomChunks(atoms, sizes).map((chunk) => withHeader(chunk, header));
    });
  },
};

function withHeader(chunk: ChunkSpan, header: TableHeader | undefined): ChunkSpan {
  return header && chunk.start >= header.end ? { ...chunk, prefix: header.text } : chunk;
}

/** Tables, each with the headings and captions right before it, and what stands between them. */
function partsOf(text: string, blocks: readonly Block[], maxChars: number): Part[] {
  const parts: Part[] = [];
  let leading = 0;
  for (const block of withoutGaps(text, blocks)) {
    const atoms = [...blockAtoms(text, block, maxChars)];
    if (atoms.length === 0) continue;
    const table = block.kind === 'table-row' ? block.cell?.table : undefined;
    let part = parts.at(-1);
    if (!part || part.table !== table) {
      const taken = table !== undefined && part?.table === undefined && leading > 0 ? part!.atoms.splice(-leading) : [];
      if (part?.atoms.length === 0) parts.pop();
      part = { table, atoms: taken };
      parts.push(part);
    }
    for (const atom of atoms) part.atoms.push(atom);
    leading = block.kind === 'heading' || block.kind === 'caption' ? leading + atoms.length : 0;
  }
  return parts;
}
