import { legacyEncodings, type LegacyEncoding } from './legacy-encodings.ts';

const sampleBytes = 64 * 1024;
const declarationBytes = 1024;

/** UTF-32 first: its little-endian mark begins like the one of UTF-16. */
const byteOrderMarks: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32le' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Bytes 0x80 to 0x9f of windows-1252, which Node 20 reads as if they were ISO-8859-1 (nodejs/node#56542). */
const windows1252Controls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export type DecodedText = { text: string; encoding: string };

/**
 * Text of a file in any common encoding, without its byte order mark and otherwise unchanged: line ends and blanks stay,
 * so that offsets are offsets into the original. `declared` is what the file says of itself; a Unicode file is believed first.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const mark = byteOrderMarks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  if (mark) return { text: decodeAs(bytes.subarray(mark.bytes.length), mark.encoding), encoding: mark.encoding };
  const wide = wideEncodingByZeros(bytes);
  if (wide) return { text: decodeAs(bytes, wide), encoding: wide };
  const utf8 = tryDecode(bytes, 'utf-8');
  const escaped = utf8 && /\u001b\$[@B]/.test(utf8) ? tryDecode(bytes, 'iso-2022-jp') : undefined;
  if (escaped !== undefined) return { text: escaped, encoding: 'iso-2022-jp' };
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const trusted = declared && tryDecode(bytes, declared);
  if (trusted) return { text: trusted, encoding: declared.toLowerCase() };
  const encoding = mostNaturalEncoding(bytes);
  return { text: decodeAs(bytes, encoding), encoding };
}

/** The encoding an HTML or XML file names in its first kilobyte. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationBytes));
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1];
}

/** Text of bytes whose encoding is known. */
export function decodeAs(bytes: Uint8Array, encoding: string, fatal = false): string {
  if (encoding.startsWith('utf-32')) return decodeUtf32(bytes, encoding === 'utf-32le');
  const decoder = new TextDecoder(encoding, { ignoreBOM: true, fatal });
  const text = decoder.decode(bytes);
  if (decoder.encoding !== 'windows-1252') return text;
  return text.replace(/[\u0080-\u009f]/g, (char) => windows1252Controls[char.charCodeAt(0) - 0x80] ?? char);
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return decodeAs(bytes, encoding, true);
  } catch {
    return undefined;
  }
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const code = view.getUint32(offset, littleEndian);
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return parts.join('');
}

/** Text in UTF-16 without a mark shows zero bytes on one side of most pairs: Latin letters, digits, blanks and line ends have them. */
function wideEncodingByZeros(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, sampleBytes) & ~1;
  let zerosEven = 0;
  let zerosOdd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) zerosEven++;
    if (bytes[index + 1] === 0) zerosOdd++;
  }
  const few = Math.max(1, length / 100);
  const dominant = Math.max(zerosEven, zerosOdd);
  if (dominant < few || Math.min(zerosEven, zerosOdd) * 4 > dominant) return undefined;
  const encoding = zerosOdd > zerosEven ? 'utf-16le' : 'utf-16be';
  return isMostlyText(decodeAs(bytes.subarray(0, length), encoding)) ? encoding : undefined;
}

function isMostlyText(text: string): boolean {
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd\ufffe\uffff\ue000-\uf8ff\p{Cn}]/gu)?.length ?? 0;
  return odd * 50 <= text.length;
}

function mostNaturalEncoding(bytes: Uint8Array): string {
  const sample = sampleAroundLegacyBytes(bytes);
  let best = { encoding: 'windows-1252', naturalness: -Infinity };
  for (const candidate of legacyEncodings) {
    const naturalness = naturalnessOf(decodeAs(sample, candidate.label), candidate);
    if (naturalness > best.naturalness) best = { encoding: candidate.label, naturalness };
  }
  return best.encoding;
}

/** From the line of the first byte past ASCII, so that a long English preamble does not hide the text to be judged. */
function sampleAroundLegacyBytes(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const lineStart = bytes.lastIndexOf(0x0a, first) + 1;
  const start = first - lineStart > sampleBytes / 2 ? first - 16 : lineStart;
  return bytes.subarray(start, start + sampleBytes);
}

/**
 * Mean over the characters past ASCII: 1 for one that is frequent in the languages of the encoding, a little for another of its
 * script, minus for one that is not. A wrong reading is full of rare and invalid characters.
 */
function naturalnessOf(text: string, { common, script, isolatedLetters, unlikely }: LegacyEncoding): number {
  const frequent = new Set(common);
  const chars = Array.from(text);
  let sum = unlikely ? -2 * (text.match(unlikely)?.length ?? 0) : 0;
  let count = 0;
  chars.forEach((char, index) => {
    if (char <= '\u007f') return;
    count++;
    const before = chars[index - 1] ?? ' ';
    const after = chars[index + 1] ?? ' ';
    if (char === '\ufffd') sum -= index >= chars.length - 2 ? 0 : 3;
    else if (isolatedLetters && (before > '\u007f' || after > '\u007f')) sum += frequent.has(char) && !/[A-ZÀ-Þ]/.test(char) ? 0 : -0.5;
    else if (!isolatedLetters && /[a-z]/.test(before + after) && script.test(char)) sum += frequent.has(char) ? 0.5 : -0.5;
    else if (frequent.has(char)) sum += 1;
    else sum += script.test(char) ? 0.2 : -1;
  });
  return count === 0 ? 0 : sum / count;
}
