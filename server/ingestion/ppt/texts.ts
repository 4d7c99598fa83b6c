import { recordType, type PptRecord } from './records.ts';

/** `kind` tells titles, bodies and notes apart (MS-PPT 2.13.33). */
export type PptText = { kind: number; text: string };

export const titleKinds: ReadonlySet<number> = new Set([0, 6]);
export const notesKind = 2;

/** Texts begin with their kind; their characters follow in one or two bytes each. */
export function addText({ type, data }: PptRecord, texts: PptText[]): void {
  if (type === recordType.textHeader && data.length >= 4) texts.push({ kind: data.readUInt32LE(0), text: '' });
  const last = texts.at(-1);
  if (last && type === recordType.wideText) last.text += data.toString('utf16le');
  else if (last && type === recordType.narrowText) last.text += data.toString('latin1');
}
