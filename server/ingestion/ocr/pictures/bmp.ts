import type { GrayImage } from '../gray-image.ts';
import { checkPictureSize, damagedPicture } from './picture-limits.ts';
import { grayOf } from './tones.ts';

const uncompressed = 0;
const bitFields = 3;

/** Decodes a Windows bitmap without compression, as nearly all are. @throws AppError unsupported */
export function decodeBmp(bytes: Buffer): GrayImage {
  if (bytes.length < 54) throw damagedPicture('its header is cut off');
  const headerBytes = bytes.readUInt32LE(14);
  const width = bytes.readInt32LE(18);
  const signedHeight = bytes.readInt32LE(22);
  const height = Math.abs(signedHeight);
  const depth = bytes.readUInt16LE(28);
  const compression = bytes.readUInt32LE(30);
  if (headerBytes < 40 || ![1, 4, 8, 24, 32].includes(depth) || (compression !== uncompressed && compression !== bitFields)) {
    throw damagedPicture('it is a bitmap of an unusual kind');
  }
  checkPictureSize('image/bmp', width, height);
  const dataOffset = bytes.readUInt32LE(10);
  const rowBytes = Math.ceil((width * depth) / 32) * 4;
  if (dataOffset + rowBytes * height > bytes.length) throw damagedPicture('a part of it is cut off');
  const colors = bytes.subarray(14 + headerBytes, dataOffset);
  const tones = Array.from({ length: 256 }, (_, index) => grayOf(colors[4 * index + 2] ?? 0, colors[4 * index + 1] ?? 0, colors[4 * index] ?? 0));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = dataOffset + rowBytes * (signedHeight < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const at = row + ((x * depth) >> 3);
      pixels[y * width + x] =
        depth >= 24 ? grayOf(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!) : tones[(bytes[at]! >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1)]!;
    }
  }
  return { width, height, pixels };
}
