import { decodeAs } from '../../platform/text/decode.ts';
import { encodingOfCodePage } from '../rtf/encodings.ts';
import type { CompoundFile } from './compound-file.ts';

const codePageProperty = 1;
const titleProperty = 2;
const narrowText = 0x1e;
const wideText = 0x1f;
const unicodePage = 1200;
const maxProperties = 1_000;
const maxTitleChars = 500;

/** The title among the properties of a document (MS-OLEPS 2.21, property set SummaryInformation); undefined where there is none. */
export async function readSummaryTitle(file: CompoundFile): Promise<string | undefined> {
  const bytes = await file.readNamed(file.root, '\u0005SummaryInformation');
  if (bytes.length < 48) return undefined;
  const set = bytes.readUInt32LE(44);
  const offsets = propertyOffsets(bytes, set);
  const codePageAt = offsets.get(codePageProperty);
  const titleAt = offsets.get(titleProperty);
  if (titleAt === undefined || titleAt + 8 > bytes.length) return undefined;
  const codePage = codePageAt !== undefined && codePageAt + 6 <= bytes.length ? bytes.readUInt16LE(codePageAt + 4) : 1252;
  const type = bytes.readUInt16LE(titleAt);
  const isWide = type === wideText || codePage === unicodePage;
  if (type !== narrowText && type !== wideText) return undefined;
  const length = Math.min(bytes.readUInt32LE(titleAt + 4) * (type === wideText ? 2 : 1), maxTitleChars * 2);
  const raw = bytes.subarray(titleAt + 8, titleAt + 8 + length);
  const title = isWide ? raw.toString('utf16le') : decodeAs(raw, encodingOfCodePage(codePage));
  return title.replace(/\0.*$/s, '').replace(/\s+/g, ' ').trim() || undefined;
}

/** Where in the bytes each property stands, by its number. */
function propertyOffsets(bytes: Buffer, set: number): Map<number, number> {
  const offsets = new Map<number, number>();
  const count = set + 8 <= bytes.length ? Math.min(bytes.readUInt32LE(set + 4), maxProperties) : 0;
  for (let index = 0, at = set + 8; index < count && at + 8 <= bytes.length; index++, at += 8) {
    offsets.set(bytes.readUInt32LE(at), set + bytes.readUInt32LE(at + 4));
  }
  return offsets;
}
