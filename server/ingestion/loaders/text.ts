import { readFile } from 'node:fs/promises';
import { decodeText } from '../../platform/text/decode.ts';
import type { Block, LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import { titleFromName } from './title.ts';

/** Plain text: the text is the file's own, its blocks are the paragraphs between empty lines. */
export async function loadText(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  return { title: titleFromName(file.name), text, blocks: paragraphsOf(text), notes: [] };
}

const emptyLine = /(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n?|\n)\s*/g;

/** Paragraphs of plain text, between its empty lines. */
export function paragraphsOf(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  const add = (to: number) => {
    const piece = text.slice(from, to);
    const start = from + piece.length - piece.trimStart().length;
    const end = from + piece.trimEnd().length;
    if (end > start) blocks.push({ kind: 'paragraph', start, end });
  };
  for (const match of text.matchAll(emptyLine)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(text.length);
  return blocks;
}

export async function readDecoded(file: SourceFile, limits: LoadLimits, declared?: (bytes: Uint8Array) => string | undefined) {
  if (file.sizeBytes > limits.maxTextChars * 4) throw tooMuch('more text than can be read');
  const bytes = await readFile(file.path);
  const decoded = decodeText(bytes, declared?.(bytes));
  if (decoded.text.length > limits.maxTextChars) throw tooMuch(`more than ${Math.round(limits.maxTextChars / 1e6)} million characters`);
  return decoded;
}
