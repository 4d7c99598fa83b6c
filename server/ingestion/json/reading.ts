import type { DocumentWriter } from '../document-writer.ts';
import { tooMuch } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { inlineFields, isObject, joinPath, scalarText, type Field } from './flat-fields.ts';

const maxDepth = 100;
const maxHeadingLevel = 6;
const maxRowChars = 1_000;
const maxNameChars = 80;
const nameKeys = ['title', 'name', 'label', 'question', 'subject', 'id', 'key'];

/** Where a value stands; `name` is what its section is called, if it becomes one. */
type Place = { path: string; name: string; depth: number };

/** Writes a value of JSON: objects of short values as rows `path: value | path: value`, long ones as sections, lists of them record by record. */
export function addJson(writer: DocumentWriter, value: unknown): void {
  addValue(writer, value, { path: '', name: '', depth: 0 });
}

/** Writes one record of a list. `row` counts the records from 1. */
export function addRecord(writer: DocumentWriter, record: unknown, cell: { table: number; row: number }, place: Place = { path: '', name: '', depth: 0 }): void {
  if (!isObject(record)) {
    const text = scalarText(record);
    if (text !== undefined) writer.add('table-row', text, { cell });
    else addValue(writer, record, { ...place, depth: place.depth + 1 });
    return;
  }
  const { fields, long } = fieldsOf(record);
  if (long.length > 0) addHeading(writer, { ...place, name: nameOf(record) ?? place.name });
  const row = fields.map(labelled).join(' | ');
  if (row.length <= maxRowChars) writer.add('table-row', row, { cell });
  else addFields(writer, fields);
  for (const [key, value] of long) addValue(writer, value, { path: key, name: key, depth: place.depth + 1 });
}

function addValue(writer: DocumentWriter, value: unknown, place: Place): void {
  if (place.depth > maxDepth) throw tooMuch(`values nested more than ${maxDepth} deep`);
  const text = scalarText(value);
  if (text !== undefined) addText(writer, place.path, text);
  else if (Array.isArray(value)) addList(writer, value, place);
  else if (isObject(value)) addObject(writer, value, place);
}

function addObject(writer: DocumentWriter, value: Record<string, unknown>, place: Place): void {
  addHeading(writer, place);
  const { fields, long } = fieldsOf(value);
  addFields(writer, fields);
  for (const [key, child] of long) addValue(writer, child, { path: joinPath(place.path, key), name: key, depth: place.depth + 1 });
}

function addList(writer: DocumentWriter, list: readonly unknown[], place: Place): void {
  if (list.length === 0) return;
  addHeading(writer, place);
  const rows = list.map((row) => (Array.isArray(row) ? row.map(scalarText) : undefined));
  if (rows.every((row) => row?.every((cell) => cell !== undefined))) {
    addTableRows(writer, writer.nextTable(), rows as string[][]);
    return;
  }
  const table = list.some(isObject) ? writer.nextTable() : undefined;
  list.forEach((element, index) => {
    const text = scalarText(element);
    if (text !== undefined && table === undefined) writer.add('list-item', `- ${text}`);
    else addRecord(writer, element, { table: table ?? 0, row: index + 1 }, { path: '', name: `${place.name}[${index}]`, depth: place.depth + 1 });
  });
}

/** A row for each field, where one row for all would be too long to read. */
function addFields(writer: DocumentWriter, fields: readonly Field[]): void {
  if (fields.length === 0) return;
  const table = writer.nextTable();
  fields.forEach((field, index) => writer.add('table-row', labelled(field), { cell: { table, row: index + 1 } }));
}

/** Long text keeps its paragraphs, and the first of them its name. */
function addText(writer: DocumentWriter, path: string, text: string): void {
  const paragraphs = text.replace(/[^\S\r\n]+/g, ' ').split(/\r?\n ?\r?\n/).filter((paragraph) => paragraph.trim() !== '');
  paragraphs.forEach((paragraph, index) => writer.add('paragraph', index === 0 && path !== '' ? `${path}: ${paragraph.trim()}` : paragraph));
}

function addHeading(writer: DocumentWriter, { name, depth }: Place): void {
  writer.add('heading', name, { level: Math.min(Math.max(1, depth), maxHeadingLevel) });
}

function fieldsOf(value: Record<string, unknown>): { fields: Field[]; long: [string, unknown][] } {
  const fields: Field[] = [];
  const long: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value)) {
    const inline = inlineFields(key, child);
    if (inline) fields.push(...inline);
    else long.push([key, child]);
  }
  return { fields, long };
}

function labelled({ path, text }: Field): string {
  return `${path}: ${text.replace(/\s+/g, ' ').trim()}`;
}

function nameOf(record: Record<string, unknown>): string | undefined {
  for (const key of nameKeys) {
    const text = scalarText(record[key])?.trim();
    if (text && text.length <= maxNameChars) return text;
  }
  return undefined;
}
