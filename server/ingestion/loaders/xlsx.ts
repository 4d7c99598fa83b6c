import { AppError } from '../../platform/errors.ts';
import { withContainer, type Container } from '../container.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { addChart } from '../ooxml/chart.ts';
import { readTitle, relatedParts } from '../ooxml/relationships.ts';
import { hiddenSheetsNote } from '../sheet-notes.ts';
import { addSheetRows } from '../sheet-rows.ts';
import { readCellFormats } from '../xlsx/cell-formats.ts';
import { readSheetComments } from '../xlsx/comments.ts';
import { readSharedStrings } from '../xlsx/shared-strings.ts';
import { readSheet } from '../xlsx/sheet.ts';
import { readWorkbook, workbookPart } from '../xlsx/workbook.ts';
import { titleFromName } from './title.ts';

/** An Excel workbook, sheet by sheet: its name as heading, its rows, then its comments and charts. */
export async function loadXlsx(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withContainer(file.path, async (container) => {
    const { sheets, startsIn1904 } = await readWorkbook(container);
    const writer = new DocumentWriter(limits);
    const strings = readSharedStrings(await readOnly(container, 'sharedStrings'));
    const formats = readCellFormats(await readOnly(container, 'styles'));
    for (const { name, part, isHidden } of sheets) {
      const { rows, merged } = readSheet(await container.readText(part), { strings, formats, startsIn1904, limits });
      const comments = await readAll(container, part, 'comments');
      const charts = await chartsOf(container, part);
      if (rows.length + comments.length + charts.length === 0) continue;
      writer.add('heading', name, { level: 1 });
      addSheetRows(writer, name, rows, merged, isHidden);
      for (const comment of comments.flatMap(readSheetComments)) writer.add('paragraph', comment);
      for (const chart of charts) addChart(writer, chart);
    }
    if (writer.isEmpty) throw new AppError('unsupported', 'The workbook is empty', { hint: 'Check that it was saved and copied completely.' });
    const hidden = sheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
    return writer.finish({ title: (await readTitle(container)) ?? titleFromName(file.name), notes: hiddenSheetsNote(hidden) });
  });
}

async function readOnly(container: Container, type: string): Promise<string> {
  return (await readAll(container, workbookPart, type))[0] ?? '';
}

async function readAll(container: Container, part: string, type: string): Promise<string[]> {
  const texts: string[] = [];
  for (const target of await relatedParts(container, part, type)) texts.push(await container.readText(target));
  return texts;
}

async function chartsOf(container: Container, part: string): Promise<string[]> {
  const charts: string[] = [];
  for (const drawing of await relatedParts(container, part, 'drawing')) charts.push(...(await readAll(container, drawing, 'chart')));
  return charts;
}
