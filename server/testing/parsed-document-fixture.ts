import type { Block, ParsedDocument } from '../ingestion/document-loader.ts';

export type Piece = Pick<Block, 'kind'> & Partial<Block> & { text: string };

/** A document of these blocks, as a loader would hand it over. */
export function documentOf(pieces: readonly Piece[], separator = '\n\n'): ParsedDocument {
  let text = '';
  const blocks = pieces.map(({ text: piece, ...block }): Block => {
    if (text !== '') text += separator;
    const start = text.length;
    text += piece;
    return { ...block, start, end: text.length };
  });
  return { title: 'test', text, blocks, notes: [] };
}

export function paragraph(text: string, rest: Partial<Block> = {}): Piece {
  return { kind: 'paragraph', text, ...rest };
}

export function heading(text: string, level: number, headingPath?: string[]): Piece {
  return { kind: 'heading', text, level, headingPath };
}

/** Rows of one table. */
export function tableRows(rows: readonly string[], table = 0): Piece[] {
  return rows.map((text, index) => ({ kind: 'table-row', text, cell: { table, row: index + 1 } }));
}

export function textsOf({ text }: ParsedDocument, chunks: readonly { start: number; end: number }[]): string[] {
  return chunks.map(({ start, end }) => text.slice(start, end));
}
