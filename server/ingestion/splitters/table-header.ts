import type { ParsedDocument } from '../document-loader.ts';
import { looksNumeric } from '../table-rows.ts';

/** `end` is where its last row ends. */
export type TableHeader = { text: string; end: number };

const maxHeaderRows = 4;
const maxHeaderChars = 400;
const cellBorder = /\s*\|\s*/;

/**
 * The header of each table that has one. Loaders write rows under a header as `column: value`, so the rows before the first such row
 * are its header; where no row is written so, a first row without numbers is one.
 */
export function tableHeaders({ text, blocks }: ParsedDocument): ReadonlyMap<number, TableHeader> {
  const firstRows = new Map<number, { start: number; end: number }[]>();
  for (const { kind, cell, start, end } of blocks) {
    if (kind !== 'table-row' || !cell) continue;
    const rows = firstRows.get(cell.table) ?? [];
    if (rows.length <= maxHeaderRows) rows.push({ start, end });
    firstRows.set(cell.table, rows);
  }
  const headers = new Map<number, TableHeader>();
  for (const [table, rows] of firstRows) {
    const count = headerRows(rows.map(({ start, end }) => text.slice(start, end)));
    const last = rows[count - 1];
    if (last) headers.set(table, { text: shortened(rows.slice(0, count).map(({ start, end }) => text.slice(start, end))), end: last.end });
  }
  return headers;
}

function headerRows(rows: readonly string[]): number {
  if (rows.length < 2) return 0;
  const names: string[] = [];
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(row);
    if (cells.some((cell) => names.some((name) => labelOf(cell) === name || labelOf(cell)?.endsWith(` ${name}`)))) return index;
    names.push(...cells);
  }
  const first = cellsOf(rows[0]!);
  return first.length > 1 && !first.some(looksNumeric) ? 1 : 0;
}

function labelOf(cell: string): string | undefined {
  const end = cell.indexOf(': ');
  return end > 0 ? cell.slice(0, end) : undefined;
}

function cellsOf(row: string): string[] {
  return firstLine(row).split(cellBorder).filter((cell) => cell !== '');
}

/** In Markdown the line under a header is part of its row. */
function firstLine(row: string): string {
  return row.split('\n', 1)[0]!;
}

function shortened(rows: readonly string[]): string {
  return `${rows.map(firstLine).join('\n').slice(0, maxHeaderChars).trim().replace(/[\ud800-\udbff]$/, '')}\n`;
}
