import { looksNumeric, maxHeaderChars } from './table-rows.ts';

/** `value`: the number itself, or the date as ISO 8601, where the file tells it beside the text it shows. */
export type SheetCell = { column: number; text: string; value?: number | string };
/** A row of a spreadsheet: its number as the program shows it, from 1, and its filled cells from left to right. */
export type SheetRow = { row: number; cells: SheetCell[] };
/** A merged area; rows and columns as in the cells, the last ones included. */
export type MergedArea = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };
/** Merged areas by their first row. */
export type AreasByRow = ReadonlyMap<number, readonly MergedArea[]>;

const maxHeaderRows = 5;
/** Columns a merged title reaches beyond the last that has one of its own. */
const maxHeaderSpan = 100;
const maxTablesAcross = 20;

/** A year or part of one, which may name a column though it is a number. */
const period = /^(?:FY\s?|Q[1-4]\s)?(?:19|20)\d\d(?:年度?|[-/]\d\d|[-\s]?Q[1-4])?$/i;

/** Rows that belong together: parted from others by empty rows, or by empty columns where both sides are tables of their own. */
export function regionsOf(rows: readonly SheetRow[], merged: AreasByRow): SheetRow[][] {
  const filled = rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell) => ({ ...cell, text: cell.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text !== ''),
  }));
  return bandsOf(filled).flatMap((band) => splitAtColumns(band, merged));
}

/** Rows without an empty one between them. */
function bandsOf(rows: readonly SheetRow[]): SheetRow[][] {
  const bands: SheetRow[][] = [];
  for (const row of rows) {
    if (row.cells.length === 0) continue;
    const band = bands.at(-1);
    if (band && band.at(-1)?.row === row.row - 1) band.push(row);
    else bands.push([row]);
  }
  return bands;
}

function splitAtColumns(band: SheetRow[], merged: AreasByRow): SheetRow[][] {
  const filled = new Set<number>();
  for (const { cells } of band) for (const { column } of cells) filled.add(column);
  const columns = [...filled].sort((a, b) => a - b);
  const gaps = columns.filter((column, index) => index > 0 && column > (columns[index - 1] ?? 0) + 1);
  const groups = [0, ...gaps.slice(0, maxTablesAcross)].map((from, index, starts) =>
    bandsOf(band.map(({ row, cells }) => ({ row, cells: cells.filter(({ column }) => column >= from && column < (starts[index + 1] ?? Infinity)) }))),
  );
  const areTables = groups.every((bands) => bands.some((rows) => headerRowCount(rows, merged) > 0));
  return groups.length > 1 && areTables ? groups.flat() : [band];
}

export function byFirstRow(areas: readonly MergedArea[]): AreasByRow {
  const byRow = new Map<number, MergedArea[]>();
  for (const area of areas) {
    const others = byRow.get(area.firstRow);
    if (others) others.push(area);
    else byRow.set(area.firstRow, [area]);
  }
  return byRow;
}

/** A header names the columns of the rows below, each differently, in words; merged titles above it belong to it. */
export function headerRowCount(rows: readonly SheetRow[], merged: AreasByRow): number {
  const first = rows[0];
  if (!first || rows.length < 2) return 0;
  const across = (merged.get(first.row) ?? []).filter((area) => first.cells.some((cell) => cell.column === area.firstColumn));
  const isGrouped = across.some((area) => area.lastColumn > area.firstColumn);
  const depth = Math.max(...across.map((area) => area.lastRow - area.firstRow + 1), isGrouped ? 2 : 1);
  const count = Math.min(depth, maxHeaderRows, rows.length - 1);
  const headers = rows.slice(0, count).flatMap((row) => row.cells);
  const lowest = rows[count - 1]?.cells ?? [];
  const titles = headerTitles(rows.slice(0, count), merged);
  const isInWords = headers.every(({ text }) => text.length <= maxHeaderChars) && lowest.every(({ text }) => !looksNumeric(text) || period.test(text));
  if (!isInWords || titles.size < 2 || new Set(lowest.map(({ column }) => titles.get(column))).size < lowest.length) return 0;
  const rest = rows.slice(count);
  if (recurs(lowest, rest)) return 0;
  // The corner above the names of the rows may be empty.
  const corner = rest.reduce((least, { cells }) => Math.min(least, cells[0]?.column ?? least), Infinity);
  const named = rest.filter((row) => row.cells.every(({ column }) => titles.has(column) || column === corner)).length;
  if (named < rest.length * 0.8) return 0;
  return rest.length >= 3 || rest.some((row) => row.cells.some(({ text }) => looksNumeric(text))) || rest.length === named ? count : 0;
}

/** Whether a name also stands among the values of its column, or a year among years, so that it names nothing. */
function recurs(header: readonly SheetCell[], rows: readonly SheetRow[]): boolean {
  const names = new Map(header.map(({ column, text }) => [column, text]));
  return rows.some(({ cells }) => {
    const isRepeatedHeader = cells.every(({ column, text }) => names.get(column) === text);
    return !isRepeatedHeader && cells.some(({ column, text }) => names.get(column) === text || (period.test(text) && period.test(names.get(column) ?? '')));
  });
}

export function headerTitles(rows: readonly SheetRow[], merged: AreasByRow): Map<number, string> {
  const titles = new Map<number, string>();
  const add = (column: number, text: string) => {
    const above = titles.get(column);
    titles.set(column, (above && above !== text ? `${above} > ${text}` : text).slice(0, maxHeaderChars));
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
