import type { DocumentWriter } from '../document-writer.ts';
import { inReadingOrder, isTitle } from '../pptx/shapes.ts';
import { addShape, titleOf } from '../pptx/slide.ts';
import type { SlideSummary } from '../pptx/slide-summary.ts';
import { readPptComments } from './comments.ts';
import type { PptSlide } from './presentation.ts';
import { findRecord, recordType } from './records.ts';
import { readPptShapes } from './shapes.ts';

const hiddenFlag = 0x04;

/** Writes a slide: its shapes, then what the speaker noted and others commented. */
export function addPptSlide(writer: DocumentWriter, { data, outline, notes }: PptSlide, page: number): SlideSummary {
  const shapes = inReadingOrder(readPptShapes(data, outline));
  for (const shape of shapes) addShape(writer, shape, page);
  const noted = notes ? readPptShapes(notes, []).filter((shape) => shape.placeholder?.type === 'body') : [];
  for (const { text } of noted.flatMap((shape) => shape.paragraphs)) writer.add('paragraph', text, { page });
  for (const comment of readPptComments(data)) writer.add('paragraph', comment, { page });
  const title = shapes.find((shape) => isTitle(shape) && shape.paragraphs.length > 0);
  const info = findRecord(data, recordType.slideInfo)?.data;
  return { title: title && titleOf(title), isHidden: info !== undefined && ((info[10] ?? 0) & hiddenFlag) !== 0 };
}
