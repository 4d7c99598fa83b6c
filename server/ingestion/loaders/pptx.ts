import { AppError } from '../../platform/errors.ts';
import { withContainer } from '../container.ts';
import type { LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { EmbeddedPictures } from '../ocr/embedded-pictures.ts';
import { readTitle } from '../ooxml/relationships.ts';
import { readAuthors } from '../pptx/comments.ts';
import { slideParts } from '../pptx/presentation.ts';
import { addSlide } from '../pptx/slide.ts';
import { hiddenSlidesNote, ownTitle, type SlideSummary } from '../pptx/slide-summary.ts';
import { titleFromName } from './title.ts';

/** A PowerPoint presentation: each slide is a page. */
export async function loadPptx(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  return withContainer(file.path, async (container) => {
    const parts = await slideParts(container);
    if (parts.length > limits.maxPages) throw tooMuch(`${parts.length} slides`);
    const authors = readAuthors((await container.readText('ppt/authors.xml')) || (await container.readText('ppt/commentAuthors.xml')));
    const writer = new DocumentWriter(limits);
    const pictures = new EmbeddedPictures(container, workspace);
    const slides: SlideSummary[] = [];
    for (const [index, part] of parts.entries()) slides.push(await addSlide(container, writer, part, index + 1, authors, pictures));
    if (writer.isEmpty) {
      throw new AppError('unsupported', 'The presentation holds no text', { hint: 'If its slides are pictures, run OCR over a PDF of it and upload that.' });
    }
    const title = ownTitle(await readTitle(container)) ?? slides.find((slide) => slide.title)?.title ?? titleFromName(file.name);
    return writer.finish({ title, pageCount: parts.length, notes: [...hiddenSlidesNote(slides), ...pictures.notes()] });
  });
}
