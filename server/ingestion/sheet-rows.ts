import type { DocumentWriter } from './document-writer.ts';
import { looksNumeric, maxHeaderChars } from './table-rows.ts';

export type SheetCell = { column: number; text: string };
/** A row of a spreadsheet: its number as the program shows it, from 1, and its filled cells from left to right. */
export type SheetRow = { row: number; cells: SheetCell[] };
/** A merged area; rows and columns as in the cells, the last ones included. */
export type MergedArea = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };

type AreasByRow = ReadonlyMap<number, readonly MergedArea[]>;
type Header = { titles: ReadonlyMap<number, string>; table: number };

const maxHeaderRows = 5;
/** Columns a merged title reaches beyond the last that has one of its own. */
const maxHeaderSpan = 100;

/**
 * Writes a sheet as one line per row, `header: value | header: value`. A sheet may hold several tables below each other, parted by empty rows,
 * and lines above them that name them. What is empty costs nothing.
 */
export function addSheetRows(writer: DocumentWriter, sheet: string, rows: readonly SheetRow[], areas: readonly MergedArea[]): void {
  const merged = byFirstRow(areas);
  let header: Header | undefined;
  for (const band of bandsOf(rows)) {
    const names = band.findIndex((row) => row.cells.length > 1);
    for (const { cells } of names > 0 ? band.slice(0, names) : []) writer.add('paragraph', cells[0]?.text ?? '');
    const body = names > 0 ? band.slice(names) : band;
    const headerRows = headerRowCount(body, merged);
    if (headerRows > 0 || !header || !body.every((row) => row.cells.every((cell) => header?.titles.has(cell.column)))) {
      header = { titles: headerTitles(body.slice(0, headerRows), merged), table: writer.nextTable() };
    }
    const { titles, table } = header;
    filledDown(body, merged).forEach(({ row, cells }, index) => {
      const texts = cells.map(({ column, text }) => (index >= headerRows && titles.get(column) ? `${titles.get(column)}: ${text}` : text));
      writer.add('table-row', texts.join(' | '), { cell: { table, row, sheet } });
    });
  }
}

function byFirstRow(areas: readonly MergedArea[]): AreasByRow {
  const byRow = new Map<number, MergedArea[]>();
  for (const area of areas) {
    const others = byRow.get(area.firstRow);
    if (others) others.push(area);
    else byRow.set(area.firstRow, [area]);
  }
  return byRow;
}

/** Rows without an empty one between them. */
function bandsOf(rows: readonly SheetRow[]): SheetRow[][] {
  const bands: SheetRow[][] = [];
  for (const { row, cells } of rows) {
    const filled = cells.map(({ column, text }) => ({ column, text: text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text !== '');
    if (filled.length === 0) continue;
    const band = bands.at(-1);
    if (band && band.at(-1)?.row === row - 1) band.push({ row, cells: filled });
    else bands.push([{ row, cells: filled }]);
  }
  return bands;
}

/** A header names the columns of the rows below, each differently, in words; merged titles above it belong to it. */
function headerRowCount(rows: readonly SheetRow[], merged: AreasByRow): number {
  const first = rows[0];
  if (!first || rows.length < 2) return 0;
  const across = (merged.get(first.row) ?? []).filter((area) => first.cells.some((cell) => cell.column === area.firstColumn));
  const isGrouped = across.some((area) => area.lastColumn > area.firstColumn);
  const depth = Math.max(...across.map((area) => area.lastRow - area.firstRow + 1), isGrouped ? 2 : 1);
  const count = Math.min(depth, maxHeaderRows, rows.length - 1);
  const headers = rows.slice(0, count).flatMap((row) => row.cells);
  const lowest = rows[count - 1]?.cells ?? [];
  const titles = headerTitles(rows.slice(0, count), merged);
  const isInWords = headers.every(({ text }) => !looksNumeric(text) && text.length <= maxHeaderChars);
  if (!isInWords || titles.size < 2 || new Set(lowest.map(({ text }) => text)).size < lowest.length) return 0;
  const rest = rows.slice(count);
  const named = rest.filter((row) => row.cells.every((cell) => titles.has(cell.column))).length;
  if (named < rest.length * 0.8) return 0;
  return rest.length >= 3 || rest.some((row) => row.cells.some(({ text }) => looksNumeric(text))) || rest.length === named ? count : 0;
}

function headerTitles(rows: readonly SheetRow[], merged: AreasByRow): Map<number, string> {
  const titles = new Map<number, string>();
  const add = (column: number, text: string) => {
    const above = titles.get(column);
    titles.set(column, (above && above !== text ? `${above} ${text}` : text).slice(0, maxHeaderChars));
  };
  const widest = Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell.column)));
  for (const { row, cells } of rows) {
    const lastColumns = new Map(merged.get(row)?.map((area) => [area.firstColumn, area.lastColumn]));
    for (const { column, text } of cells) {
      const last = Math.max(column, Math.min(lastColumns.get(column) ?? column, widest + maxHeaderSpan));
      for (let covered = column; covered <= last; covered++) add(covered, text);
    }
  }
  return titles;
}

/** A cell merged over several rows stands in each of them that holds anything. */
function filledDown(rows: readonly SheetRow[], merged: AreasByRow): SheetRow[] {
  let open: { cell: SheetCell; lastRow: number }[] = [];
  return rows.map(({ row, cells }) => {
    open = open.filter(({ lastRow }) => lastRow >= row);
    const own = new Set(cells.map((cell) => cell.column));
    const all = [...cells, ...open.map(({ cell }) => cell).filter((cell) => !own.has(cell.column))].toSorted((a, b) => a.column - b.column);
    for (const { firstColumn, lastRow } of merged.get(row) ?? []) {
      const cell = cells.find(({ column }) => column === firstColumn);
      if (cell && lastRow > row) open.push({ cell, lastRow });
    }
    return { row, cells: all };
  });
}
