import { makeCompoundFile } from './compound-file-fixture.ts';

/** Text up to and with its mark ("\r", or "\u0007" in tables), the number of its style, and what differs from that, as pairs of code and operand. */
export type DocParagraph = { text: string; style?: number; properties?: readonly Buffer[] };
/** A run of characters of the body and what differs in it. */
export type DocRun = { start: number; end: number; properties: Buffer };
export type DocFixture = {
  body: readonly DocParagraph[];
  /** Names of the styles, by their number. */
  styles?: readonly { name: string; builtIn?: number; basedOn?: number }[];
  /** Each with the number of the character in the body that refers to it. */
  footnotes?: readonly { character: number; text: string }[];
  textBox?: string;
  runs?: readonly DocRun[];
  /** Characters that are kept in one byte each: the first ones. */
  narrowChars?: number;
  /** Marks of a list's levels, with a character below 9 for a level's number. */
  list?: readonly { mark: string; format: number }[];
  /** Of the file information block. */
  flags?: number;
  version?: number;
};

const pageBytes = 512;
const informationBytes = 1024;
const noStyle = 0xfff;
const runsOnPage = 4;

/** A document as Word 97 writes it. */
export function makeDoc({ body, styles = [], footnotes = [], textBox = '', runs = [], narrowChars = 0, list = [], flags = 0x200, version = 0xc1 }: DocFixture): Buffer {
  const bodyText = body.map(({ text }) => text).join('');
  const noteTexts = footnotes.map(({ text }) => `\u0002${text}\r`);
  const text = bodyText + noteTexts.join('') + textBox;
  const narrow = Buffer.from(text.slice(0, narrowChars), 'latin1');
  const wide = Buffer.from(text.slice(narrowChars), 'utf16le');
  const placeOf = (character: number) => informationBytes + (character < narrowChars ? character : narrowChars + (character - narrowChars) * 2);
  const textBytes = pad(Buffer.concat([narrow, wide]), pageBytes);
  const firstPage = (informationBytes + textBytes.length) / pageBytes;
  let end = 0;
  const paragraphs = body.map(({ text: own, style = 0, properties = [] }) => {
    end += own.length;
    const bytes = Buffer.concat([numbers(2, style), ...properties]);
    const words = bytes.length % 2 === 0 ? [0, bytes.length / 2] : [(bytes.length + 1) / 2];
    return { end: placeOf(end), bytes: Buffer.concat([Buffer.from(words), bytes]) };
  });
  const characterRuns = runs.flatMap(({ start, end: runEnd, properties }) => [
    { end: placeOf(start), bytes: Buffer.from([0]) },
    { end: placeOf(runEnd), bytes: Buffer.concat([Buffer.from([properties.length]), properties]) },
  ]);
  const paragraphPages = pagesOf(informationBytes, paragraphs, 13);
  const characterPages = pagesOf(informationBytes, characterRuns, 1);
  const places: Record<number, Buffer> = {
    1: styleSheet(styles),
    2: Buffer.concat([numbers(4, ...footnotes.map(({ character }) => character), text.length), Buffer.alloc(2 * footnotes.length)]),
    3: numbers(4, ...noteTexts.map((_, index) => noteTexts.slice(0, index).join('').length), noteTexts.join('').length, noteTexts.join('').length),
    12: pageList(characterPages, firstPage + paragraphPages.length),
    13: pageList(paragraphPages, firstPage),
    33: pieceTable(text.length, narrowChars, placeOf),
    74: list.length > 0 ? Buffer.concat([numbers(4, 1, 77), Buffer.alloc(12), numbers(4, none)]) : Buffer.alloc(0),
    73: list.length > 0 ? Buffer.concat([numbers(2, 1), numbers(4, 77), Buffer.alloc(24)]) : Buffer.alloc(0),
  };
  const information = Buffer.alloc(informationBytes);
  [0xa5ec, version].forEach((value, index) => information.writeUInt16LE(value, index * 2));
  information.writeUInt16LE(flags, 0x0a);
  [bodyText.length, noteTexts.join('').length].forEach((value, index) => information.writeUInt32LE(value, 0x4c + index * 4));
  information.writeUInt32LE(textBox.length, 0x64);
  const table: Buffer[] = [];
  let tableEnd = 0;
  for (const number of [1, 2, 3, 12, 13, 33, 74, 73]) {
    const place = places[number] ?? Buffer.alloc(0);
    information.writeUInt32LE(tableEnd, 0x9a + number * 8);
    information.writeUInt32LE(place.length, 0x9a + number * 8 + 4);
    table.push(place);
    tableEnd += place.length;
  }
  table.push(...Array.from({ length: list.length > 0 ? 9 : 0 }, (_, level) => listLevel(list[level])));
  const main = Buffer.concat([information, textBytes, ...paragraphPages, ...characterPages]);
  return makeCompoundFile({ WordDocument: main, '1Table': Buffer.concat(table) });
}

const none = 0xffffffff;

/** A change of a property. */
export function property(code: number, ...operand: number[]): Buffer {
  return Buffer.concat([numbers(2, code), Buffer.from(operand)]);
}

/** A row's end with as many cells as there are flags, which say how each is merged. @param borders from the left, one more than cells */
export function rowEnd(flags: readonly number[], borders: readonly number[] = [...flags, 0].map((_, index) => index * 1_000)): DocParagraph {
  const cells = flags.map((flag) => Buffer.concat([numbers(2, flag), Buffer.alloc(18)]));
  const definition = Buffer.concat([Buffer.from([flags.length]), numbers(2, ...borders), ...cells]);
  return { text: '\u0007', properties: [inTable, property(0x2417, 1), numbers(2, 0xd608, definition.length + 1), definition] };
}

export const inTable = property(0x2416, 1);

function pieceTable(length: number, narrowChars: number, placeOf: (character: number) => number): Buffer {
  const starts = narrowChars > 0 && narrowChars < length ? [0, narrowChars] : [0];
  const descriptors = starts.map((start) => Buffer.concat([Buffer.alloc(2), numbers(4, start < narrowChars ? placeOf(start) * 2 + 0x40000000 : placeOf(start)), Buffer.alloc(2)]));
  const table = Buffer.concat([numbers(4, ...starts, length), ...descriptors]);
  return Buffer.concat([Buffer.from([1, 1, 0, 9, 2]), numbers(4, table.length), table]);
}

type Run = { end: number; bytes: Buffer };

function pagesOf(start: number, runs: readonly Run[], entryBytes: number): Buffer[] {
  const count = Math.max(1, Math.ceil(runs.length / runsOnPage));
  return Array.from({ length: count }, (_, index) => {
    const first = index * runsOnPage;
    return page(runs[first - 1]?.end ?? start, runs.slice(first, first + runsOnPage), entryBytes);
  });
}

/** Where the runs of each page begin, then the numbers of the pages. */
function pageList(pages: readonly Buffer[], first: number): Buffer {
  const starts = pages.map((bytes) => bytes.readUInt32LE(0));
  return numbers(4, ...starts, none, ...pages.map((_, index) => first + index));
}

/** Runs end where the next begin; what differs in them stands at the end of the page. */
function page(start: number, runs: readonly Run[], entryBytes: number): Buffer {
  const bytes = Buffer.alloc(pageBytes);
  bytes.writeUInt32LE(start, 0);
  let at = pageBytes - 2;
  runs.forEach(({ end, bytes: own }, index) => {
    at = (at - own.length) & ~1;
    bytes.writeUInt32LE(end, 4 + index * 4);
    own.copy(bytes, at);
    bytes[(runs.length + 1) * 4 + index * entryBytes] = own.length > 1 ? at / 2 : 0;
  });
  bytes[pageBytes - 1] = runs.length;
  return bytes;
}

function styleSheet(styles: NonNullable<DocFixture['styles']>): Buffer {
  const entries = styles.map(({ name, builtIn = 0xffe, basedOn = noStyle }) => {
    const style = Buffer.concat([numbers(2, builtIn, 1 + (basedOn << 4), 1, 0, 0, name.length), Buffer.from(`${name}\0`, 'utf16le'), numbers(2, 2, 0)]);
    return Buffer.concat([numbers(2, style.length), style]);
  });
  return Buffer.concat([numbers(2, 4, styles.length, 10), ...entries]);
}

function listLevel(level: { mark: string; format: number } = { mark: '', format: 255 }): Buffer {
  return Buffer.concat([numbers(4, 1), Buffer.from([level.format]), Buffer.alloc(23), numbers(2, level.mark.length), Buffer.from(level.mark, 'utf16le')]);
}

function numbers(size: 2 | 4, ...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => bytes.writeUIntLE(value, index * size, size));
  return bytes;
}

function pad(bytes: Buffer, size: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)]);
}
