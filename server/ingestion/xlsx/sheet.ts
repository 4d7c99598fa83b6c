import type { LoadLimits } from '../document-loader.ts';
import { SheetCells } from '../sheet-cells.ts';
import type { MergedArea, SheetRow } from '../sheet-regions.ts';
import { walkXml, type XmlHandler } from '../xml.ts';
import { exactValue, formatNumber } from './number-format.ts';

/** What all sheets of a workbook share. */
export type SheetContext = { strings: readonly string[]; formats: readonly string[]; startsIn1904: boolean; limits: LoadLimits };
export type Sheet = { rows: SheetRow[]; merged: MergedArea[] };

const maxMergedAreas = 20_000;

export function readSheet(xml: string, context: SheetContext): Sheet {
  const reader = new SheetReader(context);
  walkXml(xml, reader);
  return { rows: reader.cells.rows(), merged: reader.merged };
}

/** Row and column of an address like "BC12", from 1; undefined where it is none. */
export function parseAddress(address: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address) ?? [];
  if (!letters || !digits) return undefined;
  return { row: Number(digits), column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) };
}

/** Rows and cells without an address follow the one before. */
class SheetReader implements XmlHandler {
  readonly cells: SheetCells;
  readonly merged: MergedArea[] = [];
  readonly #context: SheetContext;
  #row = 0;
  #column = 0;
  #type = 'n';
  #style = 0;
  #value = '';
  #isValue = false;
  #isReading = false;

  constructor(context: SheetContext) {
    this.#context = context;
    this.cells = new SheetCells(context.limits);
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'row') this.#openRow(attribute('r'));
    else if (name === 'c') this.#openCell(attribute);
    else if (name === 'rPh') this.#isReading = true;
    else if (name === 'mergeCell') this.#addMerged(attribute('ref') ?? '');
    this.#isValue = name === 'v' || (name === 't' && !this.#isReading);
  }

  close(name: string): void {
    this.#isValue = false;
    if (name === 'rPh') this.#isReading = false;
    else if (name === 'c') this.#closeCell();
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
  }

  #openRow(number: string | undefined): void {
    this.#row = Number(number ?? this.#row + 1);
    this.#column = 0;
  }

  #openCell(attribute: (name: string) => string | undefined): void {
    this.#column = parseAddress(attribute('r') ?? '')?.column ?? this.#column + 1;
    this.#type = attribute('t') ?? 'n';
    this.#style = Number(attribute('s') ?? 0);
    this.#value = '';
  }

  #closeCell(): void {
    const value = this.#value;
    const isNumber = this.#type === 'n' && value.trim() !== '' && Number.isFinite(Number(value));
    if (isNumber) this.#addNumber(Number(value));
    else this.cells.add(this.#row, this.#column, this.#textOf(value));
  }

  #addNumber(value: number): void {
    const { formats, startsIn1904 } = this.#context;
    const format = formats[this.#style] ?? 'General';
    this.cells.add(this.#row, this.#column, formatNumber(value, format, startsIn1904), exactValue(value, format, startsIn1904));
  }

  #textOf(value: string): string {
    if (this.#type === 's') return this.#context.strings[Number(value)] ?? '';
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    return value;
  }

  #addMerged(reference: string): void {
    const [from = '', to = ''] = reference.split(':');
    const first = parseAddress(from);
    const last = parseAddress(to);
    if (!first || !last || this.merged.length >= maxMergedAreas) return;
    this.merged.push({ firstRow: first.row, firstColumn: first.column, lastRow: last.row, lastColumn: last.column });
  }
}
