import type { Container } from '../container.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { readParagraphs } from '../docx/notes.ts';
import { addChart } from '../ooxml/chart.ts';
import type { EmbeddedPictures } from '../ocr/embedded-pictures.ts';
import { readRelationships } from '../ooxml/relationships.ts';
import { addTableRows } from '../table-rows.ts';
import { readSlideComments } from './comments.ts';
import { inReadingOrder, isTitle, readShapes, type Shape } from './shapes.ts';
import type { SlideSummary } from './slide-summary.ts';

/** What a slide refers to, by the type of part. */
type SlideParts = { layout: string[]; notes: string[]; comments: string[]; charts: string[]; diagrams: string[]; /** Names of parts by the id of the relationship. */ pictures: ReadonlyMap<string, string> };

/** Writes a slide: its shapes, diagrams and charts, then what the speaker noted and others commented. */
export async function addSlide(
  container: Container,
  writer: DocumentWriter,
  part: string,
  page: number,
  authors: ReadonlyMap<string, string>,
  pictures: EmbeddedPictures,
): Promise<SlideSummary> {
  const xml = await container.readText(part);
  const parts = await readSlideParts(container, part);
  const shapes = inReadingOrder(readShapes(xml), readShapes(parts.layout[0] ?? ''));
  for (const shape of shapes) {
    addShape(writer, shape, page);
    const picture = parts.pictures.get(shape.picture ?? '');
    if (picture) writer.add('caption', await pictures.textOf(picture), { page });
  }
  for (const text of parts.diagrams.flatMap((diagram) => readParagraphs(diagram))) writer.add('paragraph', text, { page });
  for (const chart of parts.charts) addChart(writer, chart, page);
  const notes = parts.notes.flatMap(readShapes).filter((shape) => shape.placeholder?.type === 'body');
  for (const { text } of notes.flatMap((shape) => shape.paragraphs)) writer.add('paragraph', text, { page });
  for (const comment of parts.comments.flatMap((comments) => readSlideComments(comments, authors))) writer.add('paragraph', comment, { page });
  const title = shapes.find((shape) => isTitle(shape) && shape.paragraphs.length > 0);
  return { title: title && titleOf(title), isHidden: /<(?:\w+:)?sld\s[^>]*\bshow="(?:0|false)"/.test(xml) };
}

/** Writes a title as heading, a table as rows, anything else as paragraphs and items. */
export function addShape(writer: DocumentWriter, shape: Shape, page: number): void {
  if (shape.table) addTableRows(writer, writer.nextTable(), shape.table, undefined, { page });
  if (isTitle(shape)) {
    writer.add('heading', titleOf(shape), { level: 1, page });
    return;
  }
  const numbers: number[] = [];
  for (const { text, mark, level } of shape.paragraphs) {
    numbers.length = Math.min(numbers.length, level + 1);
    if (mark === 'number') numbers[level] = (numbers[level] ?? 0) + 1;
    const written = mark === 'number' ? `${numbers[level]}. ${text}` : mark === 'bullet' ? `- ${text}` : text;
    writer.add(mark ? 'list-item' : 'paragraph', written, { page });
  }
}

export function titleOf(shape: Shape): string {
  return shape.paragraphs
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

async function readSlideParts(container: Container, part: string): Promise<SlideParts> {
  const relationships = await readRelationships(container, part);
  const read = async (type: string): Promise<string[]> => {
    const texts: string[] = [];
    for (const { target } of relationships.filter((relationship) => relationship.type === type)) texts.push(await container.readText(target));
    return texts;
  };
  return {
    layout: await read('slideLayout'),
    notes: await read('notesSlide'),
    comments: await read('comments'),
    charts: await read('chart'),
    diagrams: await read('diagramData'),
    pictures: new Map(relationships.filter(({ type }) => type === 'image').map(({ id, target }) => [id, target])),
  };
}
