import { crc32, deflateSync } from 'node:zlib';

const side = 48;

/** Dark bars on white: something to recognise, and nothing to read. */
const pixel = (x: number, y: number) => (x % 8 < 3 && y % 16 < 12 ? 0 : 255);
const rows = Array.from({ length: side }, (_, y) => Uint8Array.from({ length: side }, (_unused, x) => pixel(x, y)));

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export function makePng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  const lines = Buffer.concat(rows.map((row) => Buffer.concat([Buffer.from([0]), row])));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(lines)), pngChunk('IEND', Buffer.alloc(0))]);
}

export function makeBmp(): Buffer {
  const pixels = Buffer.concat(rows.flatMap((row) => [Buffer.from([...row].flatMap((value) => [value, value, value]))]));
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + pixels.length, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(side, 18);
  header.writeInt32LE(side, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  return Buffer.concat([header, pixels]);
}

/** One strip of grey, little-endian; TIFF 6.0, section 4. */
export function makeTiff(): Buffer {
  const fields = [[256, side], [257, side], [258, 8], [259, 1], [262, 1], [273, 200], [277, 1], [278, side], [279, side * side]];
  const head = Buffer.alloc(200);
  head.write('II*\u0000', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(fields.length, 8);
  fields.forEach(([tag, value], index) => {
    const at = 10 + 12 * index;
    head.writeUInt16LE(tag!, at);
    head.writeUInt16LE(4, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(value!, at + 8);
  });
  return Buffer.concat([head, ...rows]);
}
