import type { GrayImage } from '../gray-image.ts';
import { pictureToPng } from '../recognizers/wasm.ts';
import { checkPictureSize, damagedPicture } from './picture-limits.ts';
import { decodePng } from './png.ts';

/** Decodes through the library for pictures that Tesseract brings. @throws AppError unsupported */
export async function decodeGifOrWebp(bytes: Buffer, mediaType: string): Promise<GrayImage> {
  if (bytes.length < 30) throw damagedPicture('its header is cut off');
  const { width, height } = mediaType === 'image/gif' ? { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) } : webpSize(bytes);
  checkPictureSize(mediaType, width, height);
  return decodePng(await pictureToPng(bytes));
}

/** Lossy, lossless or extended form (WebP container specification). */
function webpSize(bytes: Buffer): { width: number; height: number } {
  const form = bytes.toString('latin1', 12, 16);
  if (form === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (form === 'VP8L') return { width: (bytes.readUInt16LE(21) & 0x3fff) + 1, height: ((bytes.readUInt32LE(21) >>> 14) & 0x3fff) + 1 };
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}
