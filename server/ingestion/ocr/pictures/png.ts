import { createInflate } from 'node:zlib';
import { Readable } from 'node:stream';
import { AppError, messageOf } from '../../../platform/errors.ts';
import type { GrayImage } from '../gray-image.ts';
import { checkPictureSize, damagedPicture } from './picture-limits.ts';
import { grayOf } from './tones.ts';

type PngHeader = { width: number; height: number; depth: number; colorType: number; isInterlaced: boolean };
/** First column and row and the steps between them. */
type Pass = readonly [x: number, y: number, stepX: number, stepY: number];

const signatureBytes = 8;
const samplesByColorType: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const wholePicture: readonly Pass[] = [[0, 0, 1, 1]];
/** Adam7 (PNG specification, 8.2). */
const interlaced: readonly Pass[] = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

/** Decodes a PNG row by row, transparent parts as white. @throws AppError unsupported */
export async function decodePng(bytes: Buffer): Promise<GrayImage> {
  const chunks = readChunks(bytes);
  const header = readHeader(chunks.find(({ type }) => type === 'IHDR')?.data);
  const { width, height, depth, colorType } = header;
  checkPictureSize('image/png', width, height);
  const toneOf = toneReader(header, chunks);
  const image = { width, height, pixels: new Uint8Array(width * height).fill(255) };
  const bitsPerPixel = depth * samplesByColorType[colorType]!;
  const rows = new RowReader(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data), Math.max(1, bitsPerPixel >> 3));
  try {
    for (const [left, top, stepX, stepY] of header.isInterlaced ? interlaced : wholePicture) {
      const columns = Math.ceil((width - left) / stepX);
      if (columns <= 0 || top >= height) continue;
      rows.startPass(Math.ceil((columns * bitsPerPixel) / 8));
      for (let y = top; y < height; y += stepY) {
        const row = await rows.next();
        for (let column = 0; column < columns; column++) image.pixels[y * width + left + column * stepX] = toneOf(row, column);
      }
    }
  } catch (error) {
    throw error instanceof AppError ? error : damagedPicture(messageOf(error));
  } finally {
    rows.close();
  }
  return image;
}

function readChunks(bytes: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let offset = signatureBytes; offset + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(offset);
    chunks.push({ type: bytes.toString('latin1', offset + 4, offset + 8), data: bytes.subarray(offset + 8, offset + 8 + length) });
    offset += length + 12;
  }
  return chunks;
}

function readHeader(data: Buffer | undefined): PngHeader {
  if (!data || data.length < 13) throw damagedPicture('its header is missing');
  const header = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), depth: data[8]!, colorType: data[9]!, isInterlaced: data[12] === 1 };
  if (!(header.colorType in samplesByColorType) || ![1, 2, 4, 8, 16].includes(header.depth)) throw damagedPicture('its colours are of no known kind');
  return header;
}

/** Gives the tone of one pixel of a row. */
function toneReader({ depth, colorType }: PngHeader, chunks: readonly { type: string; data: Buffer }[]): (row: Uint8Array, column: number) => number {
  const samples = samplesByColorType[colorType]!;
  const bytesPerSample = depth === 16 ? 2 : 1;
  if (colorType === 3) {
    const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
    const alpha = chunks.find(({ type }) => type === 'tRNS')?.data ?? Buffer.alloc(0);
    const tones = Array.from({ length: 256 }, (_, index) =>
      grayOf(palette[3 * index] ?? 0, palette[3 * index + 1] ?? 0, palette[3 * index + 2] ?? 0, alpha[index] ?? 255),
    );
    return (row, column) => tones[sampleAt(row, column, depth)]!;
  }
  if (depth < 8) return (row, column) => Math.round((sampleAt(row, column, depth) * 255) / ((1 << depth) - 1));
  return (row, column) => {
    const at = column * samples * bytesPerSample;
    const red = row[at]!;
    if (samples === 1) return red;
    if (samples === 2) return grayOf(red, red, red, row[at + bytesPerSample]!);
    return grayOf(red, row[at + bytesPerSample]!, row[at + 2 * bytesPerSample]!, samples === 4 ? row[at + 3 * bytesPerSample]! : 255);
  };
}

function sampleAt(row: Uint8Array, column: number, depth: number): number {
  const bit = column * depth;
  return (row[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** Unpacks the rows one by one and takes back their filters (PNG specification, 9.2). */
class RowReader {
  readonly #source: Readable;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #pixelBytes: number;
  #buffered: Buffer = Buffer.alloc(0);
  #row = new Uint8Array(0);

  constructor(data: readonly Buffer[], pixelBytes: number) {
    this.#source = Readable.from(data).compose(createInflate());
    this.#chunks = this.#source[Symbol.asyncIterator]();
    this.#pixelBytes = pixelBytes;
  }

  startPass(rowBytes: number): void {
    this.#row = new Uint8Array(rowBytes);
  }

  /** Overwritten by the next call. */
  async next(): Promise<Uint8Array> {
    const needed = this.#row.length + 1;
    while (this.#buffered.length < needed) {
      const { value, done } = await this.#chunks.next();
      if (done) throw damagedPicture('a part of it is cut off');
      this.#buffered = this.#buffered.length === 0 ? value : Buffer.concat([this.#buffered, value]);
    }
    unfilter(this.#buffered[0]!, this.#buffered.subarray(1, needed), this.#row, this.#pixelBytes);
    this.#buffered = this.#buffered.subarray(needed);
    return this.#row;
  }

  close(): void {
    this.#source.destroy();
  }
}

/** @param row the row above; becomes this one */
function unfilter(filter: number, filtered: Uint8Array, row: Uint8Array, pixelBytes: number): void {
  const upperLeft = new Uint8Array(pixelBytes);
  for (let index = 0; index < row.length; index++) {
    const above = row[index]!;
    const before = index >= pixelBytes ? row[index - pixelBytes]! : 0;
    const corner = upperLeft[index % pixelBytes]!;
    upperLeft[index % pixelBytes] = above;
    const predicted = filter === 0 ? 0 : filter === 1 ? before : filter === 2 ? above : filter === 3 ? (before + above) >> 1 : paeth(before, above, corner);
    row[index] = filtered[index]! + predicted;
  }
}

function paeth(before: number, above: number, corner: number): number {
  const estimate = before + above - corner;
  const left = Math.abs(estimate - before);
  const up = Math.abs(estimate - above);
  const diagonal = Math.abs(estimate - corner);
  return left <= up && left <= diagonal ? before : up <= diagonal ? above : corner;
}
