import { makeCompoundFile } from './compound-file-fixture.ts';

export type PptSlideFixture = {
  /** Shapes of the slide, as made by the functions below. */
  shapes: readonly Buffer[];
  /** Texts that shapes refer to by number. */
  outline?: readonly { kind: number; text: string }[];
  notes?: string;
  comment?: { author: string; text: string };
  isHidden?: boolean;
};

const documentId = 1;

/** A presentation as PowerPoint 97 writes it. @param token of its user: another one marks it as encrypted */
export function makePpt(slides: readonly PptSlideFixture[], token = 0xe391c05f): Buffer {
  const containers = slides.flatMap((slide, index) => [slideContainer(slide, index), record(0x3f0, drawing([textShape(slide.notes ?? '', { kind: 2 })]))]);
  const places = slides.map(({ outline = [] }, index) =>
    Buffer.concat([atom(0x3f3, numbers(index * 2 + 2, 0, 0, 256 + index, 0)), ...outline.map(({ kind, text }) => textRecords(kind, text))]),
  );
  const notes = slides.map((_, index) => atom(0x3f3, numbers(index * 2 + 3, 0, 0, 512 + index, 0)));
  const parts = [record(0x3e8, Buffer.concat([record(0xff0, Buffer.concat(places), 0), record(0xff0, Buffer.concat(notes), 2)])), ...containers];
  const offsets = parts.map((_, index) => Buffer.concat(parts.slice(0, index)).length);
  const body = Buffer.concat(parts);
  const directory = atom(0x1772, numbers(documentId + parts.length * 2 ** 20, ...offsets));
  const edit = atom(0xff5, numbers(256, 0, 0, body.length, documentId, parts.length + 1, 0));
  const user = Buffer.concat([Buffer.alloc(8), numbers(20, token, body.length + directory.length)]);
  return makeCompoundFile({ 'PowerPoint Document': Buffer.concat([body, directory, edit]), 'Current User': user });
}

export type ShapePlace = { left?: number; top?: number; right?: number; bottom?: number; kind?: number; placeholder?: number; isChild?: boolean };

/** A shape with a text of its own; paragraphs end with "\r". */
export function textShape(text: string, place: ShapePlace = {}): Buffer {
  return shape(textRecords(place.kind ?? 4, text), place);
}

/** A shape whose text is the one of this number in the outline. */
export function outlineShape(index: number, place: ShapePlace = {}): Buffer {
  return shape(atom(0xf9e, numbers(index)), place);
}

/** A group of shapes that is marked as a table. */
export function tableShape(top: number, cells: readonly Buffer[]): Buffer {
  const mark = Buffer.alloc(6);
  mark.writeUInt16LE(0x39f, 0);
  mark.writeUInt32LE(1, 2);
  const own = record(0xf004, Buffer.concat([anchor({ top }), atom(0xf122, mark, 1)]));
  return record(0xf003, Buffer.concat([own, ...cells]));
}

function shape(text: Buffer, place: ShapePlace): Buffer {
  const placeholder = place.placeholder === undefined ? [] : [record(0xf011, atom(0xbc3, Buffer.from([0, 0, 0, 0, place.placeholder, 0, 0, 0])))];
  return record(0xf004, Buffer.concat([anchor(place), ...placeholder, record(0xf00d, text)]));
}

function anchor({ left = 0, top = 0, right = 0, bottom = 0, isChild = false }: ShapePlace): Buffer {
  if (isChild) return atom(0xf00f, numbers(left, top, right, bottom));
  const bytes = Buffer.alloc(8);
  [top, left, right, bottom].forEach((value, index) => bytes.writeInt16LE(value, index * 2));
  return atom(0xf010, bytes);
}

function slideContainer({ shapes, comment, isHidden = false }: PptSlideFixture, index: number): Buffer {
  const info = Buffer.alloc(16);
  info.writeUInt16LE(isHidden ? 4 : 0, 10);
  const tags = comment
    ? [record(0x1388, record(0x138a, record(0x138b, record(0x2ee0, Buffer.concat([atom(0xfba, Buffer.from(comment.author, 'utf16le'), 0), atom(0xfba, Buffer.from(comment.text, 'utf16le'), 1)])))))]
    : [];
  const about = atom(0x3ef, numbers(0, 0, 0, 0, 512 + index, 0));
  return record(0x3ee, Buffer.concat([about, atom(0x3f9, info), drawing(shapes), ...tags]));
}

function drawing(shapes: readonly Buffer[]): Buffer {
  const own = record(0xf004, Buffer.alloc(0));
  return record(0x40c, record(0xf002, record(0xf003, Buffer.concat([own, ...shapes]))));
}

/** In one byte each where that is enough. */
function textRecords(kind: number, text: string): Buffer {
  const isNarrow = /^[\u0000-\u00ff]*$/.test(text);
  return Buffer.concat([atom(0xf9f, numbers(kind)), atom(isNarrow ? 0xfa8 : 0xfa0, Buffer.from(text, isNarrow ? 'latin1' : 'utf16le'))]);
}

function record(type: number, data: Buffer, instance = 0): Buffer {
  return atom(type, data, instance, 0xf);
}

function atom(type: number, data: Buffer, instance = 0, version = 0): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE((instance << 4) | version, 0);
  header.writeUInt16LE(type, 2);
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}
