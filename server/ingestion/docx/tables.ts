import type { Block } from '../document-loader.ts';
import { maxTableColumns } from '../table-rows.ts';

export type CellBlock = { kind: Block['kind']; text: string; level?: number };
export type DocxCell = { blocks: CellBlock[]; columns: number; continuesAbove: boolean };
export type DocxTable = { rows: DocxCell[][]; headerRows: number };

/** Tables of one row or column only lay out a page. */
export function isDataTable({ rows }: DocxTable): boolean {
  return rows.length > 1 && rows.some((row) => row.length > 1);
}

/** Texts by row, a merged cell repeated in every place it covers. */
export function cellTexts({ rows }: DocxTable): string[][] {
  const grid: string[][] = [];
  for (const row of rows) {
    const above = grid.at(-1) ?? [];
    const texts: string[] = [];
    for (const cell of row) {
      const own = cell.blocks.map((block) => block.text).join(' ');
      for (let column = 0; column < cell.columns && texts.length < maxTableColumns; column++) {
        texts.push(cell.continuesAbove && own === '' ? (above[texts.length] ?? '') : own);
      }
    }
    grid.push(texts);
  }
  return grid;
}
