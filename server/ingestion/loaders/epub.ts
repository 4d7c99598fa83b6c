import { AppError } from '../../platform/errors.ts';
import { withContainer } from '../container.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readEpubPackage } from '../epub/package.ts';
import { readHtml } from '../html/reading.ts';
import { titleFromName } from './title.ts';

/** An e-book: its chapters in the order they are read. */
export async function loadEpub(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withContainer(file.path, async (container) => {
    if ((await container.readText('META-INF/encryption.xml')).includes('xmlenc#aes')) {
      throw new AppError('unsupported', 'The book is protected against copying', { hint: 'Upload a copy without protection, where you have the right to make one.' });
    }
    const { title, chapters } = await readEpubPackage(container);
    const writer = new DocumentWriter(limits);
    for (const chapter of new Set(chapters)) readHtml(await container.readText(chapter), writer);
    if (writer.isEmpty) throw new AppError('unsupported', 'The book holds no text', { hint: 'If its pages are pictures, run OCR over a PDF of it and upload that.' });
    return writer.finish({ title: title ?? titleFromName(file.name), notes: [] });
  });
}
