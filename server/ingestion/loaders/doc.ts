import { AppError } from '../../platform/errors.ts';
import { withCompoundFile } from '../compound-file/compound-file.ts';
import { readSummaryTitle } from '../compound-file/summary.ts';
import { readDoc } from '../doc/reading.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { titleFromName } from './title.ts';

/** A document of Word 97 to 2003. */
export async function loadDoc(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withCompoundFile(file.path, async (compound) => {
    const writer = new DocumentWriter(limits);
    const heading = await readDoc(compound, writer);
    if (writer.isEmpty) {
      throw new AppError('unsupported', 'The document holds no text', { hint: 'If its pages are pictures, save it as PDF and run OCR over that.' });
    }
    return writer.finish({ title: (await readSummaryTitle(compound)) ?? heading ?? titleFromName(file.name), notes: [] });
  });
}
