import type { Block, LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** One record per line, kept whole where it fits; the text is the file's own. */
export async function loadJsonLines(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const blocks: Block[] = [];
  for (const line of text.matchAll(/[^\s][^\r\n]*/g)) {
    if (blocks.length >= limits.maxBlocks) throw tooMuch(`more than ${limits.maxBlocks} records`);
    const end = line.index + line[0].trimEnd().length;
    blocks.push({ kind: 'table-row', start: line.index, end, cell: { table: 0, row: blocks.length + 1 } });
  }
  return { title: titleFromName(file.name), text, blocks, notes: [] };
}
