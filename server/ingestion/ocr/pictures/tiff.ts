import UTIF from 'utif2';
import type { GrayImage } from '../gray-image.ts';
import { checkPictureSize, damagedPicture } from './picture-limits.ts';
import { grayFromRgba } from './tones.ts';

const widthTag = 't256';
const heightTag = 't257';
const bitsTag = 't258';
const samplesTag = 't277';
const entryBytes = 12;
/** Four samples of 64 bits. */
const maxPixelBits = 256;

/** Decodes the pages of a TIFF one after the other. @throws AppError unsupported */
export function* decodeTiff(bytes: Buffer, maxPages: number): Generator<GrayImage> {
  checkDirectories(bytes, maxPages);
  const directories = UTIF.decode(bytes);
  for (const directory of directories) {
    const width = firstOf(directory[widthTag]);
    const height = firstOf(directory[heightTag]);
    checkPictureSize('image/tiff', width, height);
    if (firstOf(directory[bitsTag], 1) * firstOf(directory[samplesTag], 1) > maxPixelBits) throw damagedPicture('its colours are of no known kind');
    UTIF.decodeImage(bytes, directory);
    yield grayFromRgba(UTIF.toRGBA8(directory), width, height);
    directory.data = new Uint8Array(0);
  }
}

function firstOf(tag: unknown, otherwise = 0): number {
  return Array.isArray(tag) ? Number(tag[0]) : otherwise;
}

/** Bytes of a value by its type; 4 for those that came later (TIFF 6.0, section 2). */
const valueBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 5: 8, 6: 1, 7: 1, 8: 2, 10: 8, 12: 8 };

/** The directories form a chain in the file, which must not lead back (TIFF 6.0, section 2); none tells of more values than the file can hold. */
function checkDirectories(bytes: Buffer, maxPages: number): void {
  const isLittle = bytes[0] === 0x49;
  const seen = new Set<number>();
  for (let offset = readUint32(bytes, 4, isLittle); offset !== 0; ) {
    if (seen.has(offset) || offset + 2 > bytes.length) throw damagedPicture('its table of pages is broken');
    seen.add(offset);
    if (seen.size > maxPages) throw damagedPicture(`it holds more than ${maxPages} pages`);
    const next = offset + 2 + readUint16(bytes, offset, isLittle) * entryBytes;
    for (let entry = offset + 2; entry < next; entry += entryBytes) checkEntry(bytes, entry, isLittle);
    offset = readUint32(bytes, next, isLittle);
  }
}

function checkEntry(bytes: Buffer, offset: number, isLittle: boolean): void {
  const values = readUint32(bytes, offset + 4, isLittle);
  if (values * (valueBytes[readUint16(bytes, offset + 2, isLittle)] ?? 4) > bytes.length) throw damagedPicture('its table of pages is broken');
}

function readUint16(bytes: Buffer, offset: number, isLittle: boolean): number {
  if (offset + 2 > bytes.length) throw damagedPicture('its table of pages is cut off');
  return isLittle ? bytes.readUInt16LE(offset) : bytes.readUInt16BE(offset);
}

function readUint32(bytes: Buffer, offset: number, isLittle: boolean): number {
  if (offset + 4 > bytes.length) throw damagedPicture('its table of pages is cut off');
  return isLittle ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset);
}
