import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { findFurniture } from '../pdf/furniture.ts';
import { writePages } from '../pdf/page-writer.ts';
import { readRegions } from '../pdf/page-lines.ts';
import { withPdf } from '../pdf/pdfium.ts';
import { titleFromName } from './title.ts';

const maxPagesNamed = 20;

/** Text of a PDF in reading order, page by page. @throws AppError unsupported, when no page holds text */
export async function loadPdf(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  return withPdf(file.path, (document) => {
    const { pdfium, pageCount } = document;
    if (pageCount > limits.maxPages) throw tooMuch(`${pageCount} pages`);
    const pages = Array.from({ length: pageCount }, (_, index) =>
      document.withPage(index, ({ textPage, objectCount }) => ({ regions: readRegions(pdfium, textPage), isBlank: objectCount === 0 })),
    );
    const scanned = pages.flatMap((page, index) => (page?.regions.length || page?.isBlank ? [] : [index + 1]));
    if (pages.every((page) => !page?.regions.length)) throw textlessError(scanned.length > 0);
    const readable = pages.map((page) => page?.regions ?? []);
    const writer = new DocumentWriter(limits);
    const heading = writePages(writer, readable, findFurniture(readable.map((regions) => regions.flatMap(({ lines }) => lines))));
    const notes = scanned.length > 0 ? [scannedNote(scanned)] : [];
    return writer.finish({ title: usableTitle(document.title) ?? heading ?? titleFromName(file.name), pageCount, notes });
  });
}

function textlessError(isScanned: boolean): AppError {
  if (!isScanned) return new AppError('unsupported', 'The PDF is empty', { hint: 'Check that it was exported completely.' });
  return new AppError('unsupported', 'The PDF holds no text; it looks scanned', { hint: 'Run OCR over it and upload the result.' });
}

function scannedNote(pages: readonly number[]): string {
  const named = pages.slice(0, maxPagesNamed).join(', ') + (pages.length > maxPagesNamed ? '...' : '');
  return pages.length === 1 ? `Page ${named} holds no text; it looks scanned` : `Pages ${named} hold no text; they look scanned`;
}

/** Programs leave file names, accession numbers and "untitled" in the title field. */
function usableTitle(title: string): string | undefined {
  const isName = /\.(docx?|pdf|indd|tex|dvi|qxd|xlsx?|pptx?|html?)$/i.test(title) || /^(untitled|microsoft word -|.{0,3}$)/i.test(title);
  return isName || !/\p{L}{2}/u.test(title) || /\ufffd/.test(title) ? undefined : title;
}
