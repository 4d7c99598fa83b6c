import { crc32, deflateSync } from 'node:zlib';
import type { GrayImage } from '../ingestion/ocr/gray-image.ts';
import { withPdfBytes } from '../ingestion/pdf/pdfium.ts';
import { renderPage } from '../ingestion/pdf/render-page.ts';
import { assemblePdf, makePdf, type PdfText } from './pdf-fixture.ts';

/** 16 x 8 points, the left half black and the right half white, as a browser saves them. */
export const halvesJpeg = Buffer.from(
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2Nj' +
    'Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAcI/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABQB' +
    'AQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCftAAD/9k=',
  'base64',
);
export const halvesGif = Buffer.from(
  'R0lGODlhEAAIAIAAAAAAAP///ywAAAAAEAAIAAACSQQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkT' +
  'JgUAOw==',
  'base64',
);
export const halvesWebp = Buffer.from('UklGRiYAAABXRUJQVlA4TBoAAAAvD8ABAA8w//M///MfeBALJvlL70whov+RAQ==', 'base64');

/** The upper part of a page with these texts, drawn at 150 dpi. */
export async function drawTexts(texts: readonly PdfText[], heightPoints = 150): Promise<GrayImage> {
  const scale = 150 / 72;
  const page = await withPdfBytes(makePdf([texts]), ({ pdfium, withPage }) => withPage(0, (first) => renderPage(pdfium, first, scale)));
  if (!page) throw new Error('The page cannot be drawn');
  const height = Math.round(heightPoints * scale);
  return { width: page.width, height, pixels: page.pixels.subarray(0, page.width * height) };
}

/** A PNG of these rows, each as the format keeps it, with its filter before it. */
export function makePng(
  { width, height, depth = 8, colorType = 0, isInterlaced = false }: { width: number; height: number; depth?: number; colorType?: number; isInterlaced?: boolean },
  rows: readonly (readonly number[] | Uint8Array)[],
  chunks: Readonly<Record<string, readonly number[]>> = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType, 0, 0, isInterlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    ...Object.entries(chunks).map(([type, data]) => pngChunk(type, Buffer.from(data))),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows.map((row) => Buffer.from(row))))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngOf({ width, height, pixels }: GrayImage): Buffer {
  const rows = Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.of(0), pixels.subarray(y * width, (y + 1) * width)]));
  return makePng({ width, height }, rows);
}

/** A PDF of one page that shows nothing but a picture, filling it, and these texts over it. */
export function makeScannedPdf({ width, height, pixels }: GrayImage, texts = ''): Buffer {
  const stream = deflateSync(pixels).toString('latin1');
  const content = `q 612 0 0 ${Math.round((612 * height) / width)} 0 0 cm /I Do Q ${texts}`;
  const box = `[0 0 612 ${Math.round((612 * height) / width)}]`;
  const fonts = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
  return assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << ${fonts} /XObject << /I 6 0 R >> >> /Contents 5 0 R >>`,
    '<< >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode ` +
      `/Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
