import type { ParagraphStyle } from '../docx/styles.ts';
import type { FormattedRun, FormattedRuns } from './pages.ts';
import type { PieceMap } from './pieces.ts';
import { propertiesIn, propertyCode, type Property } from './properties.ts';
import { ownStyle } from './styles.ts';

/** A cell's borders from the left, in twentieths of a point, and how it is joined with its neighbours. */
export type CellPlace = { left: number; right: number; continuesLeft: boolean; continuesAbove: boolean };
export type ParagraphFormat = { style: ParagraphStyle; isInTable: boolean; isRowEnd: boolean; isHeaderRow: boolean; cells: CellPlace[] };

const cellBytes = 20;
const continuesLeftFlag = 0x02;
const mergedAboveFlag = 0x20;
const startsMergeFlag = 0x40;

/** What the mark at the end of each paragraph says about it. */
export class ParagraphFormats {
  readonly #map: PieceMap;
  readonly #runs: FormattedRuns;
  readonly #styles: readonly ParagraphStyle[];
  readonly #data: Buffer;
  readonly #byRun = new Map<FormattedRun, ParagraphFormat>();
  /** What may still be read of the data stream, where each run has a place of its own. */
  #dataBytesLeft: number;

  constructor(map: PieceMap, runs: FormattedRuns, styles: readonly ParagraphStyle[], data: Buffer) {
    this.#map = map;
    this.#runs = runs;
    this.#styles = styles;
    this.#data = data;
    this.#dataBytesLeft = 2 * data.length;
  }

  /** @param mark number of the character that ends the paragraph */
  at(mark: number): ParagraphFormat {
    const offset = this.#map.offsetOf(mark);
    const run = offset === undefined ? undefined : this.#runs.at(offset);
    if (!run) return runningText();
    const format = this.#byRun.get(run) ?? this.#formatOf(run);
    this.#byRun.set(run, format);
    return format;
  }

  #formatOf(run: FormattedRun): ParagraphFormat {
    const format = { ...runningText(), style: { ...this.#styles[run.style], ...ownStyle(run.properties) } };
    for (const property of propertiesIn(run.properties)) {
      if (property.code !== propertyCode.elsewhere && property.code !== propertyCode.rowElsewhere) apply(property, format);
      else for (const other of propertiesIn(this.#elsewhere(property.operand.readUInt32LE(0)))) apply(other, format);
    }
    return format;
  }

  #elsewhere(at: number): Buffer {
    const length = at + 2 > this.#data.length ? 0 : this.#data.readUInt16LE(at);
    this.#dataBytesLeft -= length;
    return this.#dataBytesLeft < 0 ? Buffer.alloc(0) : this.#data.subarray(at + 2, at + 2 + length);
  }
}

export function runningText(): ParagraphFormat {
  return { style: {}, isInTable: false, isRowEnd: false, isHeaderRow: false, cells: [] };
}

function apply({ code, operand }: Property, format: ParagraphFormat): void {
  if (code === propertyCode.isInTable) format.isInTable = operand[0] === 1;
  else if (code === propertyCode.isRowEnd) format.isRowEnd = operand[0] === 1;
  else if (code === propertyCode.isHeaderRow) format.isHeaderRow = operand[0] === 1;
  else if (code === propertyCode.cellDefinition) format.cells = placesOf(operand);
}

/** The number of cells, their borders, then a description of each, which may be left out for the last ones (MS-DOC 2.9.328). */
function placesOf(operand: Buffer): CellPlace[] {
  const count = operand[0] ?? 0;
  const descriptions = 1 + (count + 1) * 2;
  if (descriptions > operand.length) return [];
  return Array.from({ length: count }, (_, index) => {
    const at = descriptions + index * cellBytes;
    const flags = at + 2 <= operand.length ? operand.readUInt16LE(at) : 0;
    return {
      left: operand.readInt16LE(1 + index * 2),
      right: operand.readInt16LE(3 + index * 2),
      continuesLeft: (flags & continuesLeftFlag) !== 0,
      continuesAbove: (flags & mergedAboveFlag) !== 0 && (flags & startsMergeFlag) === 0,
    };
  });
}
