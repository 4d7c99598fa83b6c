import { readFile } from 'node:fs/promises';
import { PDFiumModule } from '@hyzyla/pdfium';
import { AppError } from '../../platform/errors.ts';

/**
 * The calls of PDFium used here (fpdfview.h, fpdf_text.h, fpdf_doc.h). Pointers are offsets into `HEAPU8`.
 * They are made on the WebAssembly exports themselves: the wrappers around them cost more than most of the calls.
 */
export type Pdfium = {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  HEAPF32: Float32Array;
  HEAPF64: Float64Array;
  wasmExports: {
    malloc(size: number): number;
    free(pointer: number): void;
    FPDF_InitLibraryWithConfig(config: number): void;
    FPDF_LoadMemDocument(bytes: number, size: number, password: number): number;
    FPDF_GetLastError(): number;
    FPDF_GetPageCount(document: number): number;
    FPDF_GetMetaText(document: number, tag: number, buffer: number, bytes: number): number;
    FPDF_CloseDocument(document: number): void;
    FPDF_LoadPage(document: number, index: number): number;
    FPDF_ClosePage(page: number): void;
    FPDF_GetPageWidthF(page: number): number;
    FPDF_GetPageHeightF(page: number): number;
    /** From points of the file to a picture of the page as it is shown; writes two whole numbers. */
    FPDF_PageToDevice(page: number, left: number, top: number, width: number, height: number, turn: number, x: number, y: number, toX: number, toY: number): number;
    FPDFPage_CountObjects(page: number): number;
    FPDFPage_GetObject(page: number, index: number): number;
    FPDFPageObj_GetType(object: number): number;
    /** Writes four floats left, bottom, right, top. */
    FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
    FPDFBitmap_CreateEx(width: number, height: number, format: number, firstRow: number, stride: number): number;
    FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): number;
    FPDFBitmap_GetBuffer(bitmap: number): number;
    FPDFBitmap_GetStride(bitmap: number): number;
    FPDFBitmap_Destroy(bitmap: number): void;
    FPDF_RenderPageBitmap(bitmap: number, page: number, left: number, top: number, width: number, height: number, turn: number, flags: number): void;
    FPDFText_LoadPage(page: number): number;
    FPDFText_ClosePage(textPage: number): void;
    FPDFText_CountChars(textPage: number): number;
    FPDFText_GetUnicode(textPage: number, index: number): number;
    FPDFText_IsGenerated(textPage: number, index: number): number;
    FPDFText_GetFontSize(textPage: number, index: number): number;
    FPDFText_GetFontWeight(textPage: number, index: number): number;
    /** Writes the name of the font, closed by a zero byte, and gives its length with it. */
    FPDFText_GetFontInfo(textPage: number, index: number, buffer: number, bytes: number, flags: number): number;
    FPDFText_GetTextObject(textPage: number, index: number): number;
    FPDFTextObj_GetFont(textObject: number): number;
    FPDFText_GetMatrix(textPage: number, index: number, matrix: number): number;
    FPDFText_GetCharOrigin(textPage: number, index: number, x: number, y: number): number;
    /** Box as wide as the character advances: four floats left, top, right, bottom. */
    FPDFText_GetLooseCharBox(textPage: number, index: number, box: number): number;
  };
};

export type PdfPage = {
  page: number;
  textPage: number;
  /** Texts, pictures and drawings on it. */
  objectCount: number;
  /** As it is shown, in points. */
  width: number;
  height: number;
};

export type PdfDocument = {
  pdfium: Pdfium;
  pageCount: number;
  title: string;
  author: string;
  /** YYYY-MM-DD; empty where it is not said. */
  createdOn: string;
  /** Runs `read` with an open page and closes it after; undefined where PDFium cannot open the page. */
  withPage<Result>(index: number, read: (page: PdfPage) => Result): Result | undefined;
};

/** FPDF_GetLastError */
const passwordError = 4;

let loading: Promise<Pdfium> | undefined;

/** Opens a PDF for the time of `read`; every page and the document are freed afterwards. */
export async function withPdf<Result>(path: string, read: (document: PdfDocument) => Result | Promise<Result>, password?: string): Promise<Result> {
  return withPdfBytes(await readFile(path), read, password);
}

export async function withPdfBytes<Result>(
  bytes: Uint8Array,
  read: (document: PdfDocument) => Result | Promise<Result>,
  password = '',
): Promise<Result> {
  loading ??= loadPdfium();
  const pdfium = await loading;
  const copy = pdfium.wasmExports.malloc(bytes.length);
  pdfium.HEAPU8.set(bytes, copy);
  const document = loadDocument(pdfium, copy, bytes.length, password);
  try {
    if (document === 0) throw openingFailure(pdfium.wasmExports.FPDF_GetLastError(), password !== '');
    return await read({
      pdfium,
      pageCount: pdfium.wasmExports.FPDF_GetPageCount(document),
      title: metaText(pdfium, document, 'Title'),
      author: metaText(pdfium, document, 'Author'),
      createdOn: dayOf(metaText(pdfium, document, 'CreationDate')),
      withPage: (index, readPage) => withPage(pdfium, document, index, readPage),
    });
  } finally {
    if (document !== 0) pdfium.wasmExports.FPDF_CloseDocument(document);
    pdfium.wasmExports.free(copy);
  }
}

function loadDocument(pdfium: Pdfium, bytes: number, size: number, password: string): number {
  const { wasmExports } = pdfium;
  const secret = Buffer.from(`${password}\0`);
  const pointer = wasmExports.malloc(secret.length);
  try {
    pdfium.HEAPU8.set(secret, pointer);
    return wasmExports.FPDF_LoadMemDocument(bytes, size, pointer);
  } finally {
    pdfium.HEAPU8.fill(0, pointer, pointer + secret.length);
    wasmExports.free(pointer);
  }
}

async function loadPdfium(): Promise<Pdfium> {
  const pdfium: unknown = await PDFiumModule({});
  if (!isPdfium(pdfium)) throw new Error('This build of PDFium lacks the calls that give the places of characters');
  pdfium.wasmExports.FPDF_InitLibraryWithConfig(0);
  return pdfium;
}

function isPdfium(module: unknown): module is Pdfium {
  if (typeof module !== 'object' || module === null || !('wasmExports' in module) || !('HEAPF64' in module)) return false;
  return typeof module.wasmExports === 'object' && module.wasmExports !== null && 'FPDFText_GetLooseCharBox' in module.wasmExports;
}

function withPage<Result>(pdfium: Pdfium, document: number, index: number, read: (page: PdfPage) => Result): Result | undefined {
  const page = pdfium.wasmExports.FPDF_LoadPage(document, index);
  if (page === 0) return undefined;
  try {
    const textPage = pdfium.wasmExports.FPDFText_LoadPage(page);
    if (textPage === 0) return undefined;
    try {
      const { wasmExports } = pdfium;
      const [width, height] = [wasmExports.FPDF_GetPageWidthF(page), wasmExports.FPDF_GetPageHeightF(page)];
      return read({ page, textPage, objectCount: wasmExports.FPDFPage_CountObjects(page), width, height });
    } finally {
      pdfium.wasmExports.FPDFText_ClosePage(textPage);
    }
  } finally {
    pdfium.wasmExports.FPDF_ClosePage(page);
  }
}

function metaText(pdfium: Pdfium, document: number, tag: string): string {
  const maxBytes = 1024;
  const buffer = pdfium.wasmExports.malloc(maxBytes + tag.length + 1);
  try {
    const tagPointer = buffer + maxBytes;
    pdfium.HEAPU8.set(Buffer.from(`${tag}\0`), tagPointer);
    const bytes = pdfium.wasmExports.FPDF_GetMetaText(document, tagPointer, buffer, maxBytes);
    if (bytes < 2 || bytes > maxBytes) return '';
    return Buffer.from(pdfium.HEAPU8.slice(buffer, buffer + bytes - 2)).toString('utf16le').trim();
  } finally {
    pdfium.wasmExports.free(buffer);
  }
}

/** PDF 32000-1, section 7.9.4: D:YYYYMMDDHHmmSS. */
function dayOf(date: string): string {
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(date) ?? [];
  return day === undefined ? '' : `${year}-${month}-${day}`;
}

function openingFailure(code: number, wasGiven: boolean): AppError {
  if (code === passwordError) {
    const message = wasGiven ? 'The password does not open the PDF' : 'The PDF is protected by a password';
    const hint = 'Try again with its password, which is used this once and kept nowhere, or upload a copy without one.';
    return new AppError('unsupported', message, { hint, field: 'password' });
  }
  return new AppError('unsupported', 'The PDF is damaged and cannot be opened', {
    hint: 'Open it in a PDF viewer; if that works, print it to a new PDF and upload that.',
  });
}
