import { AppError } from '../../platform/errors.ts';
import { withCompoundFile } from '../compound-file/compound-file.ts';
import { readSummaryTitle } from '../compound-file/summary.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { readPptSlides } from '../ppt/presentation.ts';
import { addPptSlide } from '../ppt/slide.ts';
import { hiddenSlidesNote, ownTitle } from '../pptx/slide-summary.ts';
import { titleFromName } from './title.ts';

/** A presentation of PowerPoint 97 to 2003: each slide is a page. */
export async function loadPpt(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withCompoundFile(file.path, async (compound) => {
    const stream = await compound.readNamed(compound.root, 'PowerPoint Document');
    const slides = readPptSlides(stream, await compound.readNamed(compound.root, 'Current User'));
    if (slides.length > limits.maxPages) throw tooMuch(`${slides.length} slides`);
    const writer = new DocumentWriter(limits);
    const summaries = slides.map((slide, index) => addPptSlide(writer, slide, index + 1));
    if (writer.isEmpty) {
      throw new AppError('unsupported', 'The presentation holds no text', { hint: 'If its slides are pictures, run OCR over a PDF of it and upload that.' });
    }
    const title = ownTitle(await readSummaryTitle(compound)) ?? summaries.find((slide) => slide.title)?.title ?? titleFromName(file.name);
    return writer.finish({ title, pageCount: slides.length, notes: hiddenSlidesNote(summaries) });
  });
}
