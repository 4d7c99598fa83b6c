import { groupedTitles, parseRows } from '../csv/parsed-rows.ts';
import { selectColumns } from '../csv/select-columns.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { addSheetRows, rangeOf } from '../sheet-rows.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** Rows of a comma, semicolon, tab or bar separated file; the separator is found by looking. Where columns were chosen, those alone. */
export async function loadCsv(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { columns } = file;
  const { text } = await readDecoded(file, limits);
  const { rows, broken } = parseRows(text);
  const writer = new DocumentWriter(limits);
  if (columns) {
    const table = writer.nextTable();
    for (const { row, cells, metadata } of selectColumns(rows, columns)) {
      writer.add('table-row', cells.map((cell) => cell.text).join(' | '), { cell: { table, row, range: rangeOf(row, cells) }, metadata });
    }
    // What is not searched can be asked with SQL all the same.
    const whole = new DocumentWriter(limits);
    addSheetRows(whole, undefined, rows, groupedTitles(rows));
    writer.sheetTables.push(...whole.sheetTables);
  } else {
    addSheetRows(writer, undefined, rows, groupedTitles(rows));
  }
  const notes = broken > 0 ? [`${broken} rows have broken quotation marks and may be cut wrongly`] : [];
  return { ...writer.finish({ title: titleFromName(file.name), notes }), columns };
}
