import { passwordProtected } from '../compound-file/password.ts';
import { encodingOfCodePage } from '../rtf/encodings.ts';
import { formatCode } from '../xlsx/cell-formats.ts';
import { damagedContainer } from '../zip-directory.ts';
import { recordType, xlsRecords } from './records.ts';
import { readSharedStrings, textAt, type XlsText } from './strings.ts';

/** `start` and `end` are the place of its records in the stream. */
export type XlsSheet = { name: string; isHidden: boolean; start: number; end: number };
export type XlsWorkbook = { sheets: XlsSheet[]; strings: string[]; formats: string[]; startsIn1904: boolean; text: XlsText };

const version97 = 0x600;
const version95 = 0x500;
const worksheetKind = 0;
/** Code pages that only Excel 95 numbers so. */
const ownCodePages: Readonly<Record<number, number>> = { 0x8000: 10_000, 0x8001: 1252 };

/**
 * What stands before the sheets: their names, the shared texts and the formats (MS-XLS 2.1.7.20.3).
 * @throws AppError unsupported, when a password is needed or the workbook is older than Excel 95
 */
export function readXlsWorkbook(stream: Buffer): XlsWorkbook {
  const version = stream.length >= 6 && stream.readUInt16LE(0) === recordType.begin ? stream.readUInt16LE(4) : 0;
  if (version !== version97 && version !== version95) throw damagedContainer('its workbook does not begin as one');
  const workbook: XlsWorkbook = {
    sheets: [],
    strings: [],
    formats: [],
    startsIn1904: false,
    text: { isUnicode: version === version97, encoding: encodingOfCodePage(1252) },
  };
  const codes = new Map<number, string>();
  for (const { type, data, pieces } of xlsRecords(stream, 0, stream.length)) {
    if (type === recordType.end) break;
    if (type === recordType.filePassword) throw passwordProtected('workbook');
    if (type === recordType.codePage) workbook.text.encoding = encodingOfCodePage(ownCodePages[data.readUInt16LE(0)] ?? data.readUInt16LE(0));
    else if (type === recordType.startsIn1904) workbook.startsIn1904 = data.readUInt16LE(0) === 1;
    else if (type === recordType.numberFormat) codes.set(data.readUInt16LE(0), textAt(data, 2, workbook.text.isUnicode ? 2 : 1, workbook.text));
    else if (type === recordType.cellFormat) workbook.formats.push(formatCode(data.readUInt16LE(2), codes));
    else if (type === recordType.sharedStrings) workbook.strings = readSharedStrings(pieces);
    else if (type === recordType.sheet && data[5] === worksheetKind) workbook.sheets.push(sheetOf(data, workbook.text));
  }
  endEachWhereTheNextBegins(workbook.sheets, stream.length);
  return workbook;
}

function sheetOf(data: Buffer, text: XlsText): XlsSheet {
  return { name: textAt(data, 6, 1, text), isHidden: ((data[4] ?? 0) & 3) !== 0, start: data.readUInt32LE(0), end: 0 };
}

/** So no record is read for two sheets, whatever their places are said to be. */
function endEachWhereTheNextBegins(sheets: readonly XlsSheet[], streamEnd: number): void {
  const inPlace = sheets.toSorted((a, b) => a.start - b.start);
  inPlace.forEach((sheet, index) => (sheet.end = inPlace[index + 1]?.start ?? streamEnd));
}
