import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { PageRecognition } from '../ocr/page-recognition.ts';
import { regionsOf } from '../ocr/picture-regions.ts';
import { maxRecognizedPixels } from '../ocr/pictures/decode-picture.ts';
import { findFurniture } from '../pdf/furniture.ts';
import { frameOf } from '../pdf/page-frame.ts';
import { readRegions, type Region } from '../pdf/page-lines.ts';
import { writePages } from '../pdf/page-writer.ts';
import { withPdf, type PdfDocument } from '../pdf/pdfium.ts';
import { renderPage } from '../pdf/render-page.ts';
import { countChars, looksScanned } from '../pdf/scanned-page.ts';
import { titleFromName } from './title.ts';

/** Points of the drawn page for each point of 1/72 inch: 300 dpi. */
const renderScale = 300 / 72;

/** Text of a PDF in reading order, page by page; of scanned pages as it is recognised. @throws AppError unsupported, when no page holds text */
export async function loadPdf(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  const read = async (document: PdfDocument): Promise<ParsedDocument> => {
    const { pdfium, pageCount } = document;
    if (pageCount > limits.maxPages) throw tooMuch(`${pageCount} pages`);
    const pages: Region[][] = [];
    const scanned: number[] = [];
    for (let index = 0; index < pageCount; index++) {
      const regions = document.withPage(index, (page) => {
        const found = readRegions(pdfium, page.textPage, frameOf(pdfium, page));
        if (looksScanned(pdfium, page, found)) scanned.push(index);
        return found;
      });
      pages.push(regions ?? []);
    }
    const recognition = new PageRecognition(workspace);
    for (const index of scanned) {
      const regions = await recognizePage(document, index, recognition);
      if (countChars(regions) > countChars(pages[index]!)) pages[index] = regions;
    }
    if (pages.every((regions) => regions.length === 0)) throw scanned.length > 0 ? recognition.textlessError('PDF') : emptyError();
    const writer = new DocumentWriter(limits);
    const heading = writePages(writer, pages, findFurniture(pages.map((regions) => regions.flatMap(({ lines }) => lines))));
    const parsed = writer.finish({ title: usableTitle(document.title) ?? heading ?? titleFromName(file.name), pageCount, notes: recognition.notes() });
    return { ...parsed, metadata: { author: document.author, date: document.createdOn } };
  };
  return withPdf(file.path, read, workspace.password);
}

async function recognizePage({ pdfium, withPage }: PdfDocument, index: number, recognition: PageRecognition): Promise<Region[]> {
  let scale = renderScale;
  const picture = await recognition.read(index + 1, () =>
    withPage(index, (page) => {
      scale = Math.min(renderScale, Math.sqrt(maxRecognizedPixels / (page.width * page.height)));
      return renderPage(pdfium, page, scale);
    }),
  );
  return picture ? regionsOf(picture, 1 / scale) : [];
}

function emptyError(): AppError {
  return new AppError('unsupported', 'The PDF is empty', { hint: 'Check that it was exported completely.' });
}

/** Programs leave file names, accession numbers and "untitled" in the title field. */
function usableTitle(title: string): string | undefined {
  const isName = /\.(docx?|pdf|indd|tex|dvi|qxd|xlsx?|pptx?|html?)$/i.test(title) || /^(untitled|microsoft word -|.{0,3}$)/i.test(title);
  return isName || !/\p{L}{2}/u.test(title) || /\ufffd/.test(title) ? undefined : title;
}
