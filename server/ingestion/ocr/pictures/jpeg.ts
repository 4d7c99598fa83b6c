import { withPdfBytes } from '../../pdf/pdfium.ts';
import { renderPage } from '../../pdf/render-page.ts';
import type { PictureFrame } from '../gray-image.ts';
import { checkPictureSize, damagedPicture } from './picture-limits.ts';

type JpegHeader = { width: number; height: number; components: number; isAdobe: boolean; quarters: number };

const colorSpaces: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' };
/** Quarter turns clockwise that show the picture upright, by the orientation of Exif 2.3, 4.6.4. Mirrored ones do not occur in practice. */
const quartersByOrientation: Readonly<Record<number, number>> = { 3: 2, 6: 1, 8: 3 };

/**
 * Decodes a JPEG through PDFium, as the only picture of a page: it unpacks a part at a time, at the size wanted.
 * @param maxPixels larger pictures are made smaller @throws AppError unsupported
 */
export async function decodeJpeg(bytes: Buffer, maxPixels: number): Promise<PictureFrame> {
  const header = readHeader(bytes);
  checkPictureSize('image/jpeg', header.width, header.height);
  return withPdfBytes(asPdf(bytes, header), ({ withPage, pdfium }) => {
    const scale = Math.min(1, Math.sqrt(maxPixels / (header.width * header.height)));
    const image = withPage(0, (page) => renderPage(pdfium, page, scale));
    if (!image) throw damagedPicture('it cannot be unpacked');
    return { image, unitsPerPixel: 1 / scale };
  });
}

function readHeader(bytes: Buffer): JpegHeader {
  let isAdobe = false;
  let quarters = 0;
  for (let offset = 2; offset + 10 <= bytes.length; ) {
    if (bytes[offset] !== 0xff) break;
    const marker = bytes[offset + 1]!;
    if (marker === 0xff) {
      offset++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7), components: bytes[offset + 9]!, isAdobe, quarters };
    const segment = bytes.subarray(offset + 4, offset + 2 + bytes.readUInt16BE(offset + 2));
    if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe') isAdobe = true;
    if (marker === 0xe1 && segment.toString('latin1', 0, 4) === 'Exif') quarters = quartersByOrientation[orientationOf(segment.subarray(6))] ?? 0;
    offset += 2 + bytes.readUInt16BE(offset + 2);
  }
  throw damagedPicture('its header is missing');
}

/** @param tiff the small TIFF file Exif data are kept in */
function orientationOf(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (offset: number) => (offset + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset));
  if (tiff.length < 10) return 1;
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < read16(directory); entry++) {
    const offset = directory + 2 + 12 * entry;
    if (read16(offset) === 0x0112) return read16(offset + 8);
    if (offset > tiff.length) break;
  }
  return 1;
}

function asPdf(jpeg: Buffer, { width, height, components, isAdobe, quarters }: JpegHeader): Buffer {
  // Adobe's programs store ink upside down.
  const decode = components === 4 && isAdobe ? '/Decode [1 0 1 0 1 0 1 0]' : '';
  const content = `${width} 0 0 ${height} 0 0 cm /I Do`;
  const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${90 * quarters} /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R`;
  const picture = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace ${colorSpaces[components] ?? '/DeviceRGB'}`;
  const head = [
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n',
    `3 0 obj\n<< ${page} >>\nendobj\n4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`,
    `5 0 obj\n<< ${picture} ${decode} /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
  ].join('');
  // Without a table of places, PDFium searches the objects.
  return Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')]);
}
