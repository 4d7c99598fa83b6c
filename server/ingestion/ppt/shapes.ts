import type { Shape } from '../pptx/shapes.ts';
import { damagedContainer } from '../zip-directory.ts';
import { findRecord, pptRecords, recordType } from './records.ts';
import { tableOf, type PlacedText } from './table.ts';
import { addText, notesKind, titleKinds, type PptText } from './texts.ts';

/** EMU in a unit of the slide, of which an inch has 576. */
const unitEmu = 1587.5;
const maxDepth = 50;
const isTableProperty = 0x39f;
/** What placeholders are for, by their number (MS-PPT 2.13.23), in the names the newer file format has. */
const placeholderTypes: Readonly<Record<number, string>> = { 7: 'dt', 8: 'sldNum', 9: 'ftr', 10: 'hdr', 12: 'body', 13: 'title', 15: 'ctrTitle', 17: 'title' };

/** Texts that shapes refer to by number, each taken once. */
type Outline = Map<number, PptText>;

/** The shapes of a slide or notes page, as they lie in the file. @param outline the texts that shapes refer to by number */
export function readPptShapes(page: Buffer, outline: readonly PptText[]): Shape[] {
  const drawing = findRecord(page, recordType.drawing)?.data;
  const container = drawing && findRecord(drawing, recordType.drawingContainer)?.data;
  const group = container && findRecord(container, recordType.group)?.data;
  return group ? readGroup(group, new Map(outline.entries()), 0).children : [];
}

/** The first shape of a group stands for the group itself. */
function readGroup(group: Buffer, outline: Outline, depth: number): Shape {
  if (depth > maxDepth) throw damagedContainer('its shapes are nested too deeply');
  const own: Shape = { paragraphs: [], children: [] };
  const cells: PlacedText[] = [];
  let isFirst = true;
  let isTable = false;
  for (const { type, data } of pptRecords(group)) {
    if (type === recordType.group) own.children.push(readGroup(data, outline, depth + 1));
    if (type !== recordType.shape) continue;
    const shape = readShape(data, outline);
    if (isFirst) {
      own.position = shape.position;
      isTable = hasTableMark(data);
    } else if (isTable) {
      cells.push(...placedText(data, shape));
    } else {
      own.children.push(shape);
    }
    isFirst = false;
  }
  return isTable ? { ...own, table: tableOf(cells) } : own;
}

function readShape(data: Buffer, outline: Outline): Shape {
  const shape: Shape = { paragraphs: [], children: [] };
  const texts: PptText[] = [];
  let placeholder = '';
  for (const { type, data: content } of pptRecords(data)) {
    if (type === recordType.anchor || type === recordType.childAnchor) shape.position = positionOf(content, type === recordType.childAnchor);
    else if (type === recordType.clientData) placeholder = placeholderTypes[findRecord(content, recordType.placeholder)?.data[4] ?? 0] ?? '';
    else if (type === recordType.textBox) texts.push(...textsOf(content, outline));
  }
  const kind = texts[0]?.kind ?? -1;
  const type = placeholder || (titleKinds.has(kind) ? 'title' : kind === notesKind ? 'body' : '');
  if (type) shape.placeholder = { type, index: '' };
  for (const { text } of texts) {
    for (const paragraph of text.split('\r')) shape.paragraphs.push({ text: paragraph.replaceAll('\u000b', '\n').trim(), level: 0 });
  }
  return shape;
}

function textsOf(textBox: Buffer, outline: Outline): PptText[] {
  const texts: PptText[] = [];
  for (const record of pptRecords(textBox)) {
    const number = record.type === recordType.outlineReference && record.data.length >= 4 ? record.data.readUInt32LE(0) : -1;
    const referred = outline.get(number);
    if (referred) texts.push(referred);
    else addText(record, texts);
    outline.delete(number);
  }
  return texts;
}

/** A shape on the slide gives its top first, one within a group its left. */
function positionOf(data: Buffer, isChild: boolean): Shape['position'] {
  if (data.length >= 16) return { left: data.readInt32LE(isChild ? 0 : 4) * unitEmu, top: data.readInt32LE(isChild ? 4 : 0) * unitEmu };
  return data.length >= 8 ? { left: data.readInt16LE(2) * unitEmu, top: data.readInt16LE(0) * unitEmu } : undefined;
}

function hasTableMark(shape: Buffer): boolean {
  for (const { type, data, instance } of pptRecords(shape)) {
    if (type !== recordType.shapeProperties && type !== recordType.moreShapeProperties) continue;
    for (let index = 0; index < instance && index * 6 + 6 <= data.length; index++) {
      if ((data.readUInt16LE(index * 6) & 0x3fff) === isTableProperty && (data.readUInt32LE(index * 6 + 2) & 1) !== 0) return true;
    }
  }
  return false;
}

/** Of a table's shapes only the cells have text; the others are its lines. */
function placedText(data: Buffer, shape: Shape): PlacedText[] {
  const anchor = findRecord(data, recordType.childAnchor)?.data;
  if (!anchor || anchor.length < 16 || !findRecord(data, recordType.textBox)) return [];
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) => anchor.readInt32LE(at));
  return [{ left, top, right, bottom, text: shape.paragraphs.map(({ text }) => text).join(' ') }];
}
