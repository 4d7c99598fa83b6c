import Papa from 'papaparse';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** Rows of a comma, semicolon, tab or bar separated file; the separator is found by looking. */
export async function loadCsv(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t', '|'] });
  const writer = new DocumentWriter(limits);
  addTableRows(writer, 0, data);
  const broken = errors.filter((error) => error.type === 'Quotes').length;
  const notes = broken > 0 ? [`${broken} rows have broken quotation marks and may be cut wrongly`] : [];
  return writer.finish({ title: titleFromName(file.name), notes });
}
