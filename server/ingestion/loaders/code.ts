import path from 'node:path';
import { definitionName } from '../code/definition-name.ts';
import { codeUnits, type NameOfLine } from '../code/units.ts';
import type { Block, LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import { readDecoded } from './text.ts';

/** Source code: the text is the file's own, its blocks are the definitions in it, which stand under their names. */
export async function loadCode(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  return { title: path.basename(file.name), text, blocks: codeBlocks(text, definitionName, limits), notes: [] };
}

export function codeBlocks(text: string, nameOf: NameOfLine, { maxBlocks }: LoadLimits): Block[] {
  const units = codeUnits(text, nameOf);
  if (units.length > maxBlocks) throw tooMuch(`more than ${maxBlocks} definitions`);
  return units.map((unit) => ({ kind: 'code', ...unit }));
}
