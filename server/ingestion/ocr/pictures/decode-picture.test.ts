import { expect, test } from 'vitest';
import { halvesJpeg, makePng } from '../../../testing/picture-fixture.ts';
import type { GrayImage } from '../gray-image.ts';
import { decodePicture } from './decode-picture.ts';

/** The tag of orientation in Exif data, telling that the picture is to be turned clockwise by a quarter. */
const turnedExif = Buffer.from('ffe100224578696600004d4d002a000000080001011200030000000100060000000000000000', 'hex').subarray(0, 36);

async function decode(bytes: Buffer, maxFrames = 10): Promise<GrayImage[]> {
  const frames: GrayImage[] = [];
  for await (const { image } of decodePicture(bytes, maxFrames)) frames.push(image);
  return frames;
}

async function decodeOne(bytes: Buffer) {
  const { width, height, pixels } = (await decode(bytes))[0]!;
  return { width, height, pixels: [...pixels] };
}

function tonesAt({ width, pixels }: { width: number; pixels: number[] }, ...places: [x: number, y: number][]): string[] {
  return places.map(([x, y]) => (pixels[y * width + x]! < 60 ? 'black' : pixels[y * width + x]! > 195 ? 'white' : 'grey'));
}

/** Uncompressed grey pages of 2 x 1 points, in one file. */
function makeTiff(pages: readonly (readonly [number, number])[], nextOfLast = 0): Buffer {
  const pageBytes = 8 + 2 + 9 * 12 + 4;
  const file = Buffer.alloc(8 + pages.length * pageBytes);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8 + 8, 4);
  pages.forEach((pixels, index) => {
    const data = 8 + index * pageBytes;
    file.set(pixels, data);
    const entries = [[256, 2], [257, 1], [258, 8], [259, 1], [262, 1], [273, data], [277, 1], [278, 1], [279, 2]];
    file.writeUInt16LE(entries.length, data + 8);
    entries.forEach(([tag, value], entry) => {
      const at = data + 10 + 12 * entry;
      file.writeUInt16LE(tag!, at);
      file.writeUInt16LE(4, at + 2);
      file.writeUInt32LE(1, at + 4);
      file.writeUInt32LE(value!, at + 8);
    });
    file.writeUInt32LE(index + 1 < pages.length ? data + pageBytes + 8 : nextOfLast, data + 10 + 12 * entries.length);
  });
  return file;
}

function makeBmp(width: number, height: number, depth: number, palette: readonly number[], rows: readonly number[]): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM', 'latin1');
  header.writeUInt32LE(54 + palette.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(depth, 28);
  return Buffer.concat([header, Buffer.from(palette), Buffer.from(rows)]);
}

test('PNG pictures of every kind of colour become shades of grey, what is transparent white', async () => {
  expect(await decodeOne(makePng({ width: 2, height: 2 }, [[0, 10, 200], [2, 5, 5]]))).toEqual({ width: 2, height: 2, pixels: [10, 200, 15, 205] });
  expect((await decodeOne(makePng({ width: 2, height: 1, colorType: 2 }, [[1, 255, 0, 0, 0, 0, 0]]))).pixels).toEqual([76, 76]);
  expect((await decodeOne(makePng({ width: 2, height: 1, colorType: 6 }, [[0, 0, 0, 0, 0, 0, 0, 0, 255]]))).pixels).toEqual([255, 0]);
  expect((await decodeOne(makePng({ width: 2, height: 1, depth: 16, colorType: 4 }, [[0, 9, 1, 255, 255, 9, 1, 0, 0]]))).pixels).toEqual([9, 255]);
  const palette = { PLTE: [0, 0, 0, 255, 255, 255, 0, 0, 255], tRNS: [0] };
  expect((await decodeOne(makePng({ width: 3, height: 1, depth: 2, colorType: 3 }, [[0, 0b00_01_10_00]], palette))).pixels).toEqual([255, 255, 29]);
  expect((await decodeOne(makePng({ width: 3, height: 1, depth: 1 }, [[0, 0b10100000]]))).pixels).toEqual([255, 0, 255]);
});

test('the filters Average and Paeth are taken back, and interlaced rows put in their places', async () => {
  expect((await decodeOne(makePng({ width: 2, height: 3 }, [[0, 100, 50], [3, 10, 20], [4, 1, 1]]))).pixels).toEqual([100, 50, 60, 75, 61, 76]);
  const passes = [[0, 1], [0, 2], [0, 3, 4], [0, 5, 6]];
  const interlaced = makePng({ width: 2, height: 2, isInterlaced: true }, [passes[0]!, passes[1]!, passes[2]!]);
  expect((await decodeOne(interlaced)).pixels).toEqual([1, 2, 3, 4]);
});

test('a bitmap is read from its last row up', async () => {
  expect((await decodeOne(makeBmp(1, 2, 24, [], [9, 9, 9, 0, 200, 200, 200, 0]))).pixels).toEqual([200, 9]);
  const twoColors = [0, 0, 0, 0, 255, 255, 255, 0];
  expect((await decodeOne(makeBmp(3, 1, 1, twoColors, [0b01000000, 0, 0, 0]))).pixels).toEqual([0, 255, 0]);
});

test('the pages of a TIFF come one by one; a chain of them that leads back, or is too long, is refused', async () => {
  expect((await decode(makeTiff([[0, 255], [100, 50]]))).map(({ pixels }) => [...pixels])).toEqual([[0, 255], [100, 50]]);
  await expect(decode(makeTiff([[0, 255]], 16))).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('broken') });
  await expect(decode(makeTiff([[0, 255], [0, 0], [0, 0]]), 2)).rejects.toMatchObject({ message: expect.stringContaining('more than 2 pages') });
});

test('a TIFF that tells of more values than it could hold, or of endless colours, is refused before they are read', async () => {
  const tiff = makeTiff([[0, 255]]);
  tiff.writeUInt32LE(0xffffffff, 16 + 2 + 4);
  await expect(decode(tiff)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('broken') });
  const deep = makeTiff([[0, 255]]);
  deep.writeUInt32LE(0x10000000, 16 + 2 + 2 * 12 + 8);
  await expect(decode(deep)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('colours') });
});

test('a JPEG is read as it was held when it was taken', async () => {
  const lying = await decodeOne(halvesJpeg);
  expect([lying.width, lying.height, ...tonesAt(lying, [1, 4], [14, 4])]).toEqual([16, 8, 'black', 'white']);
  const held = await decodeOne(Buffer.concat([halvesJpeg.subarray(0, 2), turnedExif, halvesJpeg.subarray(2)]));
  expect([held.width, held.height, ...tonesAt(held, [4, 1], [4, 14])]).toEqual([8, 16, 'black', 'white']);
});

test('bombs are refused by the size in their header, damaged pictures with advice', async () => {
  const row = [[0, 0]];
  await expect(decode(makePng({ width: 30_000, height: 30_000 }, row))).rejects.toMatchObject({ message: expect.stringContaining('30000 x 30000') });
  await expect(decode(makeBmp(30_000, -30_000, 24, [], []))).rejects.toMatchObject({ message: expect.stringContaining('too large') });
  const gif = Buffer.alloc(64, 'GIF89a0u0u');
  await expect(decode(gif)).rejects.toMatchObject({ message: expect.stringContaining('too large') });
  for (const damaged of [makePng({ width: 4, height: 400 }, row), halvesJpeg.subarray(0, 40), makeBmp(4, 4, 24, [], []), Buffer.from('text')]) {
    await expect(decode(damaged)).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
  }
});
