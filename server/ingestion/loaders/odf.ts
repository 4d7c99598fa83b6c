import { AppError } from '../../platform/errors.ts';
import { withContainer } from '../container.ts';
import type { LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { EmbeddedPictures } from '../ocr/embedded-pictures.ts';
import { readOdfBody } from '../odf/body.ts';
import { readOdfStyles } from '../odf/styles.ts';
import { readTitle } from '../ooxml/relationships.ts';
import { hiddenSheetsNote } from '../sheet-notes.ts';
import { titleFromName } from './title.ts';

/** An OpenDocument text, presentation (each slide a page) or spreadsheet. */
export async function loadOdf(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  return withContainer(file.path, async (container) => {
    if ((await container.readText('META-INF/manifest.xml')).includes('encryption-data')) {
      throw new AppError('unsupported', 'The file is protected by a password', { hint: 'Save a copy without a password and upload that.' });
    }
    const content = await container.readText('content.xml');
    const writer = new DocumentWriter(limits);
    const styles = readOdfStyles([await container.readText('styles.xml'), content]);
    const pictures = new EmbeddedPictures(container, workspace);
    const texts = await pictures.textsOf(new Map(pictureParts(content).map((part) => [part, part])));
    const { firstHeading, pageCount, hiddenSheets } = readOdfBody(content, styles, writer, texts);
    if (pageCount > limits.maxPages) throw tooMuch(`${pageCount} slides`);
    if (writer.isEmpty) throw new AppError('unsupported', 'The document holds no text', { hint: 'Check that it was saved completely.' });
    const title = (await readTitle(container, 'meta.xml')) ?? firstHeading ?? titleFromName(file.name);
    return writer.finish({ title, pageCount: pageCount || undefined, notes: [...hiddenSheetsNote(hiddenSheets), ...pictures.notes()] });
  });
}

/** Names of the parts that are shown as pictures, in order. */
function pictureParts(content: string): string[] {
  return Array.from(content.matchAll(/<draw:image\s[^>]*?xlink:href="(?:\.\/)?(Pictures\/[^"]+)"/g), ([, part]) => part ?? '');
}
