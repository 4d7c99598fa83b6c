import type { Region } from './page-lines.ts';
import type { PdfPage, Pdfium } from './pdfium.ts';

/** FPDF_PAGEOBJ_IMAGE */
const pictureType = 3;
const maxObjects = 5_000;
/** A page with fewer letters and digits than this may be a scan with a stamp or a page number over it. */
const fewChars = 50;
const minCoveredShare = 0.6;

/** A page without text that shows something, or with next to none over a picture that fills most of it. */
export function looksScanned(pdfium: Pdfium, page: PdfPage, regions: readonly Region[]): boolean {
  const chars = countChars(regions);
  if (chars === 0) return page.objectCount > 0;
  return chars < fewChars && coveredShare(pdfium, page) >= minCoveredShare;
}

/** Letters and digits. */
export function countChars(regions: readonly Region[]): number {
  let count = 0;
  for (const { text } of regions.flatMap(({ lines }) => lines)) count += text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return count;
}

/** How much of the page lies under pictures, many of which are scans cut into stripes. */
function coveredShare(pdfium: Pdfium, { page, objectCount, width, height }: PdfPage): number {
  const { wasmExports } = pdfium;
  const scratch = wasmExports.malloc(16);
  try {
    let covered = 0;
    for (let index = 0; index < Math.min(objectCount, maxObjects); index++) {
      const object = wasmExports.FPDFPage_GetObject(page, index);
      if (wasmExports.FPDFPageObj_GetType(object) !== pictureType) continue;
      wasmExports.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12);
      const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4);
      covered += Math.max(0, right - left) * Math.max(0, top - bottom);
    }
    return covered / (width * height);
  } finally {
    wasmExports.free(scratch);
  }
}
