import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { isObject } from '../json/flat-fields.ts';
import { parseJson } from '../json/parsed-json.ts';
import { addJson, addRecord } from '../json/reading.ts';
import { paragraphsOf, readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

const maxProblemsNamed = 5;

/** JSON, or JSON lines under its name: records as rows, long texts as paragraphs. What is damaged is read as plain text. */
export async function loadJson(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const title = titleFromName(file.name);
  const parsed = parseJson(text);
  if ('problem' in parsed) {
    const lines = readLines(text, limits);
    if (lines && lines.problems.length === 0) return lines.writer.finish({ title, notes: [] });
    return { title, text, blocks: paragraphsOf(text), notes: [`The JSON is damaged (${parsed.problem}); it was read as plain text`] };
  }
  const writer = new DocumentWriter(limits);
  addJson(writer, parsed.value);
  if (writer.isEmpty) throw new AppError('unsupported', 'The JSON holds no values', { hint: 'Check that it was saved and copied completely.' });
  const own = isObject(parsed.value) ? parsed.value.title : undefined;
  return writer.finish({ title: typeof own === 'string' && own.trim() !== '' ? own.trim() : title, notes: [] });
}

/** JSON lines: one record per line. A line that is no JSON is kept as it stands. */
export async function loadJsonLines(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const lines = readLines(text, limits);
  if (!lines) return loadJson(file, limits);
  const { writer, problems } = lines;
  const named = problems.slice(0, maxProblemsNamed).join(', ') + (problems.length > maxProblemsNamed ? '...' : '');
  const notes = problems.length > 0 ? [`No JSON in line ${named}; what stands there was read as plain text`] : [];
  return writer.finish({ title: titleFromName(file.name), notes });
}

/** `problems` are the numbers of lines that are no JSON; undefined where hardly any line is a record. */
function readLines(text: string, limits: LoadLimits): { writer: DocumentWriter; problems: number[] } | undefined {
  const writer = new DocumentWriter(limits);
  const table = writer.nextTable();
  const problems: number[] = [];
  let records = 0;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const parsed = parseJson(line);
    records++;
    if ('value' in parsed) {
      addRecord(writer, parsed.value, { table, row: records });
    } else {
      problems.push(index + 1);
      writer.add('table-row', line, { cell: { table, row: records } });
    }
    if (problems.length > 0 && problems.length * 2 > records && records >= 4) return undefined;
  }
  return problems.length * 2 > records ? undefined : { writer, problems };
}
