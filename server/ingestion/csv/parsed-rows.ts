import Papa from 'papaparse';
import type { MergedArea, SheetRow } from '../sheet-regions.ts';
import { looksNumeric, maxTableColumns } from '../table-rows.ts';

/** Told by Excel in a first line of its own: "sep=;". */
const separatorLine = /^sep=(.)\r?\n/i;
const headSampleRows = 20;

/** Rows of a file of separated values, numbered as a spreadsheet shows them; `broken` counts those with wrong quotation marks. */
export function parseRows(text: string): { rows: SheetRow[]; broken: number } {
  const told = separatorLine.exec(text);
  // An empty last line would count against the separator it does not hold.
  const { data, errors } = Papa.parse<string[]>((told ? text.slice(told[0].length) : text).trimEnd(), {
    delimiter: told?.[1] ?? '',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const rows = data.map((values, index) => ({
    row: index + (told ? 2 : 1),
    cells: values.slice(0, maxTableColumns).flatMap((value, column) => (value.trim() === '' ? [] : [{ column: column + 1, text: value }])),
  }));
  return { rows, broken: errors.filter((error) => error.type === 'Quotes').length };
}

/** A title above several columns stands over the first of them alone. It is known by the names below it, which occur more than once. */
export function groupedTitles(rows: readonly SheetRow[]): MergedArea[] {
  const [groups, names, ...rest] = rows.slice(0, headSampleRows).filter(({ cells }) => cells.length > 1);
  if (!groups || !names || rest.length === 0 || names.row !== groups.row + 1 || groups.cells.length >= names.cells.length) return [];
  const texts = names.cells.map(({ text }) => text.trim());
  const isRepeated = new Set(texts).size < texts.length;
  if (!isRepeated || texts.some(looksNumeric)) return [];
  const last = names.cells.at(-1)?.column ?? 0;
  return groups.cells.map(({ column }, index) => ({
    firstRow: groups.row,
    lastRow: groups.row,
    firstColumn: column,
    lastColumn: (groups.cells[index + 1]?.column ?? last + 1) - 1,
  }));
}
