import type { DocumentWriter } from './document-writer.ts';

/** Columns of a table that are read. */
export const maxTableColumns = 500;
export const maxHeaderChars = 80;
const numeric = /^[\s()$€£¥%+\-–—.,:/\d]*\d[\s()$€£¥%+\-–—.,:/\d]*$/;

/** A number, an amount, a date or a time. */
export function looksNumeric(text: string): boolean {
  return numeric.test(text);
}

/**
 * Writes a table as one line per row, so that a passage cut from its middle still says what each value is: `header: value | header: value`.
 * @param rows cells by row, empty ones included
 * @param headerRows how many of them are headers; left out, the first is taken for one when it looks like one
 */
export function addTableRows(
  writer: DocumentWriter,
  table: number,
  rows: readonly (readonly string[])[],
  headerRows?: number,
  place: { page?: number } = {},
): void {
  const filled = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim())).filter((row) => row.some((cell) => cell !== ''));
  const count = Math.min(headerRows ?? (hasHeaderRow(filled) ? 1 : 0), filled.length - 1);
  const headers = headerTitles(filled.slice(0, count));
  filled.forEach((row, index) => {
    const cells = index < count ? row : row.map((cell, column) => labelled(cell, headers[column]));
    writer.add('table-row', withoutRepeats(cells).join(' | '), { ...place, cell: { table, row: index + 1 } });
  });
}

/** A header names every column, each differently, in words; the rows below have as many cells. */
function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (!first || rest.length === 0 || first.length < 2) return false;
  const named = first.filter((cell) => cell !== '');
  if (named.length < first.length - 1 || new Set(named).size < named.length) return false;
  if (named.some((cell) => looksNumeric(cell) || cell.length > maxHeaderChars)) return false;
  const alike = rest.filter((row) => row.length === first.length).length;
  return alike >= rest.length * 0.8 && rest.some((row) => row.some((cell) => looksNumeric(cell)) || rest.length >= 3);
}

function headerTitles(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    [...new Set(rows.map((row) => row[column] ?? ''))].filter((title) => title !== '').join(' > ').slice(0, maxHeaderChars),
  );
}

function labelled(cell: string, header: string | undefined): string {
  return cell !== '' && header ? `${header}: ${cell}` : cell;
}

/** Leaves out empty cells, and a merged cell's copies in the columns beside it. */
function withoutRepeats(cells: readonly string[]): string[] {
  return cells.filter((cell, column) => cell !== '' && cell !== cells[column - 1]);
}
