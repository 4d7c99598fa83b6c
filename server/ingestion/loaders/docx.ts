import mammoth from 'mammoth';
import { AppError, messageOf } from '../../platform/errors.ts';
import { checkContainer } from '../container-check.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readHtml } from '../html/reading.ts';
import { titleFromName } from './title.ts';

/** Pictures are not read; without this they would be inlined as megabytes of base64. */
const withoutPictures = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));

export async function loadDocx(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  await checkContainer(file.path);
  const writer = new DocumentWriter(limits);
  const title = readHtml(await convertToHtml(file.path), writer);
  return writer.finish({ title: title ?? titleFromName(file.name), notes: [] });
}

async function convertToHtml(path: string): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { path },
      { convertImage: withoutPictures, includeEmbeddedStyleMap: false, externalFileAccess: false, styleMap: ['comment-reference => sup'] },
    );
    return value;
  } catch (error) {
    throw new AppError('unsupported', `The Word document cannot be read: ${messageOf(error)}`, {
      hint: 'Open it in Word or LibreOffice, save it again as docx and upload the new copy.',
    });
  }
}
