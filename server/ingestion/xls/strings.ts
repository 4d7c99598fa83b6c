import { decodeAs } from '../../platform/text/decode.ts';

const wideFlag = 0x01;
const phoneticFlag = 0x04;
const richFlag = 0x08;
const runBytes = 4;

/** How texts are kept: Excel 95 in a code page, later ones in UTF-16, whose upper bytes are left out where all are zero. */
export type XlsText = { isUnicode: boolean; encoding: string };

/** A text at `at`, after its length in `lengthBytes` bytes. */
export function textAt(data: Buffer, at: number, lengthBytes: 1 | 2, { isUnicode, encoding }: XlsText): string {
  const length = data.readUIntLE(at, lengthBytes);
  const start = at + lengthBytes;
  if (!isUnicode) return decodeAs(data.subarray(start, start + length), encoding);
  return new PieceReader([data.subarray(start)]).text(length);
}

/** All texts of a workbook, once each (MS-XLS 2.4.265). Formats within a text and readings above it are passed over. */
export function readSharedStrings(pieces: readonly Buffer[]): string[] {
  const reader = new PieceReader(pieces);
  reader.skip(4);
  const count = reader.number(4);
  const strings: string[] = [];
  while (strings.length < count && !reader.isAtEnd) {
    const length = reader.number(2);
    const flags = reader.number(1);
    const runs = flags & richFlag ? reader.number(2) : 0;
    const phoneticBytes = flags & phoneticFlag ? reader.number(4) : 0;
    strings.push(reader.characters(length, (flags & wideFlag) !== 0));
    reader.skip(runs * runBytes + phoneticBytes);
  }
  return strings;
}

/** Reads over the borders of records. A text that goes on in the next one says there anew how wide its characters are. */
export class PieceReader {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Buffer[]) {
    this.#pieces = pieces;
  }

  get isAtEnd(): boolean {
    return this.#current().length === 0;
  }

  /** A flag that says how wide the characters are, then `length` of them. */
  text(length: number): string {
    return this.characters(length, (this.number(1) & wideFlag) !== 0);
  }

  characters(length: number, isWide: boolean): string {
    const parts: string[] = [];
    let wide = isWide;
    for (let left = length; left > 0 && !this.isAtEnd; ) {
      const bytes = this.#current();
      const taken = Math.min(left, Math.ceil(bytes.length / (wide ? 2 : 1)));
      const used = Math.min(bytes.length, wide ? taken * 2 : taken);
      parts.push(bytes.toString(wide ? 'utf16le' : 'latin1', 0, used));
      this.#at += used;
      left -= taken;
      if (left > 0 && !this.isAtEnd) wide = (this.number(1) & wideFlag) !== 0;
    }
    return parts.join('');
  }

  /** Zero after the end. */
  number(bytes: number): number {
    let value = 0;
    for (let index = 0; index < bytes; index++) {
      value += (this.#current()[0] ?? 0) * 2 ** (8 * index);
      this.#at++;
    }
    return value;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && !this.isAtEnd; ) {
      const taken = Math.min(left, this.#current().length);
      this.#at += taken;
      left -= taken;
    }
  }

  /** What is left of the piece; of the next one where nothing is. */
  #current(): Buffer {
    while (this.#at >= (this.#pieces[this.#piece]?.length ?? 0) && this.#piece < this.#pieces.length) {
      this.#piece++;
      this.#at = 0;
    }
    return this.#pieces[this.#piece]?.subarray(this.#at) ?? Buffer.alloc(0);
  }
}
