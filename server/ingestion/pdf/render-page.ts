import { AppError } from '../../platform/errors.ts';
import type { GrayImage } from '../ocr/gray-image.ts';
import type { PdfPage, Pdfium } from './pdfium.ts';

/** FPDFBitmap_Gray */
const grayFormat = 1;
const white = 0xffffffff;
/** FPDF_ANNOT: stamps and filled forms as well. */
const withAnnotations = 1;

/** Draws a page as it is shown. @param scale points of the picture for each point of 1/72 inch */
export function renderPage(pdfium: Pdfium, { page, width, height }: Pick<PdfPage, 'page' | 'width' | 'height'>, scale: number): GrayImage {
  const { wasmExports } = pdfium;
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const bitmap = wasmExports.FPDFBitmap_CreateEx(columns, rows, grayFormat, 0, 0);
  if (bitmap === 0) throw new AppError('unsupported', 'A page is too large to be drawn', { hint: 'Print the document to a new PDF of usual page size.' });
  try {
    wasmExports.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, white);
    wasmExports.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, withAnnotations);
    const stride = wasmExports.FPDFBitmap_GetStride(bitmap);
    const buffer = wasmExports.FPDFBitmap_GetBuffer(bitmap);
    const pixels = new Uint8Array(columns * rows);
    // Memory may have grown, and moved, while the page was drawn: HEAPU8 is read anew.
    const memory = pdfium.HEAPU8;
    for (let row = 0; row < rows; row++) pixels.set(memory.subarray(buffer + row * stride, buffer + row * stride + columns), row * columns);
    return { width: columns, height: rows, pixels };
  } finally {
    wasmExports.FPDFBitmap_Destroy(bitmap);
  }
}
