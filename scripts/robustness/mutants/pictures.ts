import { pngOf } from '../../../server/testing/picture-fixture.ts';

const side = 48;

/** Dark bars on white: something to recognise, and nothing to read. */
const bars = Uint8Array.from({ length: side * side }, (_, index) => (index % 8 < 3 && Math.floor(index / side) % 16 < 12 ? 0 : 255));

export const makePng = (): Buffer => pngOf({ width: side, height: side, pixels: bars });

export function makeBmp(): Buffer {
  const pixels = Buffer.from([...bars].flatMap((value) => [value, value, value]));
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
  return Buffer.concat([head, bars]);
}
