import { readFile } from 'node:fs/promises';
import { PDFiumModule } from '@hyzyla/pdfium';
import { AppError } from '../../platform/errors.ts';

/** The calls of PDFium used here (fpdfview.h, fpdf_text.h, fpdf_doc.h). Pointers are offsets into `HEAPU8`. */
export type Pdfium = {
  HEAPU8: Uint8Array;
  HEAPU16: Uint16Array;
  HEAPF32: Float32Array;
  HEAPF64: Float64Array;
  wasmExports: { malloc(size: number): number; free(pointer: number): void };
  _FPDF_InitLibraryWithConfig(config: number): void;
  _FPDF_LoadMemDocument(bytes: number, size: number, password: number): number;
  _FPDF_GetLastError(): number;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_GetMetaText(document: number, tag: number, buffer: number, bytes: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(textPage: number): void;
  _FPDFText_CountChars(textPage: number): number;
  _FPDFText_GetUnicode(textPage: number, index: number): number;
  _FPDFText_IsGenerated(textPage: number, index: number): number;
  _FPDFText_GetFontSize(textPage: number, index: number): number;
  _FPDFText_GetFontWeight(textPage: number, index: number): number;
  /** Writes the name of the font, closed by a zero byte, and gives its length with it. */
  _FPDFText_GetFontInfo(textPage: number, index: number, buffer: number, bytes: number, flags: number): number;
  _FPDFText_GetTextObject(textPage: number, index: number): number;
  _FPDFText_GetMatrix(textPage: number, index: number, matrix: number): number;
  _FPDFText_GetCharOrigin(textPage: number, index: number, x: number, y: number): number;
  /** Box as wide as the character advances: four floats left, top, right, bottom. */
  _FPDFText_GetLooseCharBox(textPage: number, index: number, box: number): number;
};

export type PdfDocument = {
  pdfium: Pdfium;
  pageCount: number;
  title: string;
  /** Runs `read` with an open text page and closes it after; undefined where PDFium cannot open the page. */
  withTextPage<Result>(index: number, read: (textPage: number) => Result): Result | undefined;
};

/** FPDF_GetLastError */
const passwordError = 4;

let loading: Promise<Pdfium> | undefined;

/** Opens a PDF for the time of `read`; every page and the document are freed afterwards. */
export async function withPdf<Result>(path: string, read: (document: PdfDocument) => Result): Promise<Result> {
  loading ??= loadPdfium();
  const pdfium = await loading;
  const bytes = await readFile(path);
  const copy = pdfium.wasmExports.malloc(bytes.length);
  pdfium.HEAPU8.set(bytes, copy);
  const document = pdfium._FPDF_LoadMemDocument(copy, bytes.length, 0);
  try {
    if (document === 0) throw openingFailure(pdfium._FPDF_GetLastError());
    return read({
      pdfium,
      pageCount: pdfium._FPDF_GetPageCount(document),
      title: metaText(pdfium, document, 'Title'),
      withTextPage: (index, readPage) => withTextPage(pdfium, document, index, readPage),
    });
  } finally {
    if (document !== 0) pdfium._FPDF_CloseDocument(document);
    pdfium.wasmExports.free(copy);
  }
}

async function loadPdfium(): Promise<Pdfium> {
  const pdfium: unknown = await PDFiumModule({});
  if (!isPdfium(pdfium)) throw new Error('This build of PDFium lacks the calls that give the places of characters');
  pdfium._FPDF_InitLibraryWithConfig(0);
  return pdfium;
}

function isPdfium(module: unknown): module is Pdfium {
  return typeof module === 'object' && module !== null && '_FPDFText_GetLooseCharBox' in module && 'HEAPF64' in module;
}

function withTextPage<Result>(pdfium: Pdfium, document: number, index: number, read: (textPage: number) => Result): Result | undefined {
  const page = pdfium._FPDF_LoadPage(document, index);
  if (page === 0) return undefined;
  try {
    const textPage = pdfium._FPDFText_LoadPage(page);
    if (textPage === 0) return undefined;
    try {
      return read(textPage);
    } finally {
      pdfium._FPDFText_ClosePage(textPage);
    }
  } finally {
    pdfium._FPDF_ClosePage(page);
  }
}

function metaText(pdfium: Pdfium, document: number, tag: string): string {
  const maxBytes = 1024;
  const buffer = pdfium.wasmExports.malloc(maxBytes + tag.length + 1);
  try {
    const tagPointer = buffer + maxBytes;
    pdfium.HEAPU8.set(Buffer.from(`${tag}\0`), tagPointer);
    const bytes = pdfium._FPDF_GetMetaText(document, tagPointer, buffer, maxBytes);
    if (bytes < 2 || bytes > maxBytes) return '';
    return Buffer.from(pdfium.HEAPU8.slice(buffer, buffer + bytes - 2)).toString('utf16le').trim();
  } finally {
    pdfium.wasmExports.free(buffer);
  }
}

function openingFailure(code: number): AppError {
  if (code === passwordError) {
    return new AppError('unsupported', 'The PDF is protected by a password', { hint: 'Save a copy without a password and upload that.' });
  }
  return new AppError('unsupported', 'The PDF is damaged and cannot be opened', {
    hint: 'Open it in a PDF viewer; if that works, print it to a new PDF and upload that.',
  });
}
