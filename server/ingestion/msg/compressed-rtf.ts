import { damagedContainer } from '../zip-directory.ts';

const compressedMark = 0x75465a4c;
const plainMark = 0x414c454d;
const headerBytes = 16;
const windowBytes = 4096;
/** A reference of two bytes stands for at most this many. */
const maxReferencedBytes = 17;
const knownText =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier' +
  '{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** Unpacks rich text as mails hold it (MS-OXRTFCP). The result holds one byte in each character. */
export function unpackRtf(packed: Buffer): string {
  if (packed.length < headerBytes) return '';
  const mark = packed.readUInt32LE(8);
  const declaredBytes = packed.readUInt32LE(4);
  if (mark === plainMark) return packed.toString('latin1', headerBytes, headerBytes + declaredBytes);
  if (mark !== compressedMark) throw damagedContainer('its text is packed in an unknown way');
  return unpack(packed.subarray(headerBytes), declaredBytes).toString('latin1');
}

function unpack(packed: Buffer, declaredBytes: number): Buffer {
  const window = Buffer.alloc(windowBytes);
  const output = Buffer.alloc(Math.min(declaredBytes, packed.length * maxReferencedBytes));
  let windowAt = window.write(knownText, 'latin1');
  let written = 0;
  const put = (byte: number): void => {
    if (written < output.length) output[written++] = byte;
    window[windowAt] = byte;
    windowAt = (windowAt + 1) % windowBytes;
  };
  let at = 0;
  while (at < packed.length) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === windowAt) return output.subarray(0, written);
      for (let index = 0; index < (reference & 0xf) + 2; index++) put(window[(from + index) % windowBytes] ?? 0);
    }
  }
  return output.subarray(0, written);
}
