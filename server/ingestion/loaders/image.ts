import { readFile } from 'node:fs/promises';
import type { LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { PageRecognition } from '../ocr/page-recognition.ts';
import { regionsOf } from '../ocr/picture-regions.ts';
import { decodePicture } from '../ocr/pictures/decode-picture.ts';
import { findFurniture } from '../pdf/furniture.ts';
import type { Region } from '../pdf/page-lines.ts';
import { writePages } from '../pdf/page-writer.ts';
import { titleFromName } from './title.ts';

/** A picture of text, each of its frames a page. @throws AppError unsupported, where it is damaged, too large or shows no text */
export async function loadImage(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  const recognition = new PageRecognition(workspace);
  const pages: Region[][] = [];
  for await (const { image, unitsPerPixel } of decodePicture(await readFile(file.path), limits.maxPages)) {
    const picture = await recognition.read(pages.length + 1, () => image);
    pages.push(picture ? regionsOf(picture, unitsPerPixel) : []);
  }
  if (pages.every((regions) => regions.length === 0)) throw recognition.textlessError('picture');
  const writer = new DocumentWriter(limits);
  const heading = writePages(writer, pages, findFurniture(pages.map((regions) => regions.flatMap(({ lines }) => lines))));
  return writer.finish({ title: heading ?? titleFromName(file.name), pageCount: pages.length, notes: recognition.notes(pages.length === 1) });
}
