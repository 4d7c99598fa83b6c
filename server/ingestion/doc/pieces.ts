import { decodeAs } from '../../platform/text/decode.ts';
import { damagedContainer } from '../zip-directory.ts';

/** A run of text: its first character's number in the document, and where its bytes are in the main stream. */
export type Piece = { start: number; end: number; offset: number; charBytes: 1 | 2 };

const propertiesMark = 1;
const piecesMark = 2;
const narrowFlag = 0x40000000;
const descriptorBytes = 8;

/** The pieces of the text in their order (MS-DOC 2.8.35 and 2.9.38). */
export function readPieces(place: Buffer): Piece[] {
  let at = 0;
  while (place[at] === propertiesMark) at += 3 + place.readUInt16LE(at + 1);
  if (place[at] !== piecesMark) throw damagedContainer('the list of its text is missing');
  const table = place.subarray(at + 5, at + 5 + place.readUInt32LE(at + 1));
  const count = Math.floor((table.length - 4) / (4 + descriptorBytes));
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index++) {
    const start = table.readUInt32LE(index * 4);
    const end = table.readUInt32LE(index * 4 + 4);
    if (end < start || start !== (pieces.at(-1)?.end ?? 0)) throw damagedContainer('the list of its text is out of order');
    const descriptor = table.readUInt32LE((count + 1) * 4 + index * descriptorBytes + 2);
    const isNarrow = (descriptor & narrowFlag) !== 0;
    const offset = descriptor & 0x3fffffff;
    pieces.push({ start, end, offset: isNarrow ? Math.floor(offset / 2) : offset, charBytes: isNarrow ? 1 : 2 });
  }
  return pieces;
}

/** The text of all pieces. None is longer than the stream it is in, so a list that says otherwise is refused. */
export function textOf(pieces: readonly Piece[], main: Buffer): string {
  if ((pieces.at(-1)?.end ?? 0) > main.length) throw damagedContainer('its text is shorter than it says');
  return pieces
    .map(({ start, end, offset, charBytes }) => {
      const bytes = main.subarray(offset, offset + (end - start) * charBytes);
      if (bytes.length < (end - start) * charBytes) throw damagedContainer('its text is cut off');
      return charBytes === 2 ? bytes.toString('utf16le') : decodeAs(bytes, 'windows-1252');
    })
    .join('');
}

/** The last index that holds, of those below `count` that hold up to a point; 0 where none does. */
export function lastWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Finds where in the main stream the characters of a document are, asked in any order. */
export class PieceMap {
  readonly #pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Offset of the character's bytes; undefined past the end. */
  offsetOf(character: number): number | undefined {
    const piece = this.#pieces[lastWhere(this.#pieces.length, (index) => (this.#pieces[index]?.start ?? Infinity) <= character)];
    return piece && character < piece.end ? piece.offset + (character - piece.start) * piece.charBytes : undefined;
  }
}
