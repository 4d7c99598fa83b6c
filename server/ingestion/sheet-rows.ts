import type { DocumentWriter } from './document-writer.ts';
import { byFirstRow, headerRowCount, headerTitles, regionsOf, type AreasByRow, type MergedArea, type SheetCell, type SheetRow } from './sheet-regions.ts';

type Header = { titles: ReadonlyMap<number, string>; table: number; rows: SheetRow[] };

const letterCount = 26;

/**
 * Writes a sheet as one line per row, `header: value | header: value`. A sheet may hold several tables below each other, parted by empty rows,
 * and lines above them that name them. What is empty costs nothing.
 */
export function addSheetRows(writer: DocumentWriter, sheet: string | undefined, rows: readonly SheetRow[], areas: readonly MergedArea[], isHidden = false): void {
  const merged = byFirstRow(areas);
  const { sheetTables } = writer;
  let header: Header | undefined;
  for (const band of regionsOf(rows, merged)) {
    const names = band.findIndex((row) => row.cells.length > 1);
    for (const { cells } of names > 0 ? band.slice(0, names) : []) writer.add('paragraph', cells[0]?.text ?? '');
    const body = names > 0 ? band.slice(names) : band;
    const headerRows = headerRowCount(body, merged);
    if (headerRows > 0 || !header || !body.every((row) => row.cells.every((cell) => header?.titles.has(cell.column)))) {
      header = { titles: headerTitles(body.slice(0, headerRows), merged), table: writer.nextTable(), rows: [] };
      const title = band.slice(0, Math.max(names, 0)).map(({ cells }) => cells[0]?.text ?? '').join(' ');
      sheetTables.push({ sheet, isHidden, title, titles: withinColumns(body, header.titles), rows: header.rows });
    }
    const { titles, table, rows: tableRows } = header;
    filledDown(body, merged).forEach(({ row, cells }, index) => {
      // Files put together from others hold their header more than once.
      const isHeader = index < headerRows || cells.every(({ column, text }) => titles.get(column) === text);
      if (!isHeader) tableRows.push({ row, cells });
      const texts = cells.map(({ column, text }) => (!isHeader && titles.get(column) ? `${titles.get(column)}: ${text}` : text));
      writer.add('table-row', texts.join(' | '), { cell: { table, row, ...(sheet === undefined ? {} : { sheet }), range: rangeOf(row, cells) } });
    });
  }
}

/** Without the columns a merged title reaches into where nothing stands. */
function withinColumns(rows: readonly SheetRow[], titles: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  const last = rows.reduce((widest, { cells }) => Math.max(widest, cells.at(-1)?.column ?? 0), 0);
  return new Map([...titles].filter(([column]) => column <= last));
}

/** "A5:F5", or "A5" for a single cell. */
export function rangeOf(row: number, cells: readonly SheetCell[]): string {
  const first = `${columnLetters(cells[0]?.column ?? 1)}${row}`;
  return cells.length > 1 ? `${first}:${columnLetters(cells.at(-1)?.column ?? 1)}${row}` : first;
}

export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % letterCount));
  return column > letterCount ? columnLetters(Math.floor((column - 1) / letterCount)) + last : last;
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
