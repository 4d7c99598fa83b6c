import type { LoadLimits } from '../document-loader.ts';
import { SheetCells } from '../sheet-cells.ts';
import type { MergedArea, SheetRow } from '../sheet-regions.ts';
import { exactValue, formatNumber } from '../xlsx/number-format.ts';
import { SheetRemarks } from './remarks.ts';
import { recordType, xlsRecords, type XlsRecord } from './records.ts';
import { PieceReader, textAt } from './strings.ts';
import type { XlsSheet, XlsWorkbook } from './workbook.ts';

type CellAddress = { row: number; column: number };
export type XlsSheetContent = { rows: SheetRow[]; merged: MergedArea[]; remarks: string[] };

const maxMergedAreas = 20_000;
const errors: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

export function readXlsSheet(stream: Buffer, sheet: XlsSheet, workbook: XlsWorkbook, limits: LoadLimits): XlsSheetContent {
  const reader = new XlsSheetReader(workbook, limits);
  let depth = 0;
  for (const record of xlsRecords(stream, sheet.start, sheet.end)) {
    if (record.type === recordType.begin) depth++;
    else if (record.type === recordType.end) depth--;
    // Deeper ones are the charts within the sheet, which repeat its cells.
    else if (depth === 1) reader.read(record);
    if (depth === 0) break;
  }
  return reader.finish();
}

class XlsSheetReader {
  readonly #workbook: XlsWorkbook;
  readonly #cells: SheetCells;
  readonly #merged: MergedArea[] = [];
  readonly #remarks: SheetRemarks;
  /** A formula whose text stands in the record after it. */
  #awaited: CellAddress | undefined;

  constructor(workbook: XlsWorkbook, limits: LoadLimits) {
    this.#workbook = workbook;
    this.#cells = new SheetCells(limits);
    this.#remarks = new SheetRemarks(workbook.text);
  }

  finish(): XlsSheetContent {
    return { rows: this.#cells.rows(), merged: this.#merged, remarks: this.#remarks.texts() };
  }

  read(record: XlsRecord): void {
    const { type, data, pieces } = record;
    if (type === recordType.sharedString) this.#add(data, this.#workbook.strings[data.readUInt32LE(6)] ?? '');
    else if (type === recordType.label || type === recordType.richString) this.#add(data, textAt(data, 6, 2, this.#workbook.text));
    else if (type === recordType.number) this.#addNumber(cellAt(data), data.readDoubleLE(6), data.readUInt16LE(4));
    else if (type === recordType.smallNumber) this.#addNumber(cellAt(data), smallNumber(data.readUInt32LE(6)), data.readUInt16LE(4));
    else if (type === recordType.numbers) this.#addNumbers(data);
    else if (type === recordType.boolOrError) this.#add(data, boolOrError(data[6] ?? 0, data[7] === 1));
    else if (type === recordType.formula) this.#addFormula(data);
    else if (type === recordType.string) this.#addAwaited(data, pieces);
    else if (type === recordType.mergedCells) this.#addMerged(data);
    else this.#remarks.read(record);
  }

  #add(data: Buffer, text: string): void {
    const { row, column } = cellAt(data);
    this.#cells.add(row, column, text);
  }

  #addNumber({ row, column }: CellAddress, value: number, format: number): void {
    const { formats, startsIn1904 } = this.#workbook;
    const code = formats[format] ?? 'General';
    if (Number.isFinite(value)) this.#cells.add(row, column, formatNumber(value, code, startsIn1904), exactValue(value, code, startsIn1904));
  }

  /** A row of numbers: its first column, format and value of each, its last column (MS-XLS 2.4.175). */
  #addNumbers(data: Buffer): void {
    const row = data.readUInt16LE(0) + 1;
    const first = data.readUInt16LE(2) + 1;
    for (let at = 4, column = first; at + 6 <= data.length - 2; at += 6, column++) {
      this.#addNumber({ row, column }, smallNumber(data.readUInt32LE(at + 2)), data.readUInt16LE(at));
    }
  }

  /** The result is a number, or says in its upper half that it is none (MS-XLS 2.5.133). */
  #addFormula(data: Buffer): void {
    this.#awaited = undefined;
    if (data.readUInt16LE(12) !== 0xffff) this.#addNumber(cellAt(data), data.readDoubleLE(6), data.readUInt16LE(4));
    else if (data[6] === 0) this.#awaited = cellAt(data);
    else if (data[6] === 1 || data[6] === 2) this.#add(data, boolOrError(data[8] ?? 0, data[6] === 2));
  }

  #addAwaited(data: Buffer, pieces: readonly Buffer[]): void {
    if (!this.#awaited) return;
    const { text } = this.#workbook;
    const reader = new PieceReader(pieces);
    const shown = text.isUnicode ? reader.text(reader.number(2)) : textAt(data, 0, 2, text);
    this.#cells.add(this.#awaited.row, this.#awaited.column, shown);
    this.#awaited = undefined;
  }

  #addMerged(data: Buffer): void {
    for (let at = 2; at + 8 <= data.length && this.#merged.length < maxMergedAreas; at += 8) {
      const [firstRow = 0, lastRow = 0, firstColumn = 0, lastColumn = 0] = [0, 2, 4, 6].map((offset) => data.readUInt16LE(at + offset) + 1);
      this.#merged.push({ firstRow, lastRow, firstColumn, lastColumn });
    }
  }
}

function cellAt(data: Buffer): CellAddress {
  return { row: data.readUInt16LE(0) + 1, column: data.readUInt16LE(2) + 1 };
}

/** The upper 30 bits of a number, or a whole one; either may be in hundredths (MS-XLS 2.5.217). */
function smallNumber(bits: number): number {
  const isHundredths = (bits & 1) !== 0;
  const isWhole = (bits & 2) !== 0;
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE((bits & ~3) >>> 0, 4);
  const value = isWhole ? bits >> 2 : bytes.readDoubleLE(0);
  return isHundredths ? value / 100 : value;
}

function boolOrError(value: number, isError: boolean): string {
  if (isError) return errors[value] ?? '';
  return value === 0 ? 'FALSE' : 'TRUE';
}
