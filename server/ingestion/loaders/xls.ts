import { AppError } from '../../platform/errors.ts';
import { findStream, withCompoundFile } from '../compound-file/compound-file.ts';
import { readSummaryTitle } from '../compound-file/summary.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { hiddenSheetsNote } from '../sheet-notes.ts';
import { addSheetRows } from '../sheet-rows.ts';
import { readXlsSheet } from '../xls/sheet.ts';
import { readXlsWorkbook } from '../xls/workbook.ts';
import { titleFromName } from './title.ts';

/** A workbook of Excel 95 to 2003, sheet by sheet: its name as heading, its rows, then its comments. */
export async function loadXls(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withCompoundFile(file.path, async (compound) => {
    const stream = await compound.readNamed(compound.root, findStream(compound.root, 'Workbook') ? 'Workbook' : 'Book');
    const workbook = readXlsWorkbook(stream);
    const writer = new DocumentWriter(limits);
    for (const sheet of workbook.sheets) {
      const { rows, merged, remarks } = readXlsSheet(stream, sheet, workbook, limits);
      if (rows.length + remarks.length === 0) continue;
      writer.add('heading', sheet.name, { level: 1 });
      addSheetRows(writer, sheet.name, rows, merged, sheet.isHidden);
      for (const remark of remarks) writer.add('paragraph', remark);
    }
    if (writer.isEmpty) throw new AppError('unsupported', 'The workbook is empty', { hint: 'Check that it was saved and copied completely.' });
    const hidden = workbook.sheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
    return writer.finish({ title: (await readSummaryTitle(compound)) ?? titleFromName(file.name), notes: hiddenSheetsNote(hidden) });
  });
}
