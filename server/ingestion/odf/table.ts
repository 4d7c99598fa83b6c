import type { LoadLimits } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import type { MergedArea, SheetCell, SheetRow } from '../sheet-regions.ts';
import { maxTableColumns } from '../table-rows.ts';

/** Filled cells that repeat are written out this often; nobody fills more by hand. */
const maxRepeats = 1_000;
/** Of a row: the width of the widest sheet. */
const maxCells = 16_384;

type CellAttributes = { repeated: number; columnsSpanned: number; rowsSpanned: number; value: string; exact: SheetCell['value'] };

/** A table or sheet as its elements come, with numbers instead of copies for what repeats. */
export class OdfTable {
  readonly rows: SheetRow[] = [];
  readonly merged: MergedArea[] = [];
  headerRows = 0;
  /** Paragraphs of the open cell. */
  readonly texts: string[] = [];
  #row = 0;
  #rowRepeats = 1;
  #column = 0;
  #chars = 0;
  #cells: SheetCell[] = [];
  #cell: CellAttributes | undefined;

  constructor(
    readonly name: string,
    readonly isHidden: boolean,
    readonly limits: LoadLimits,
  ) {}

  get isInCell(): boolean {
    return this.#cell !== undefined;
  }

  openRow(repeated: number): void {
    this.#row++;
    this.#rowRepeats = repeated;
    this.#column = 0;
    this.#cells = [];
  }

  closeRow(isHeader: boolean): void {
    if (isHeader && this.headerRows === this.rows.length) this.headerRows++;
    if (this.#cells.length > 0) {
      for (let copy = 0; copy < Math.min(this.#rowRepeats, maxRepeats); copy++) this.#addRow({ row: this.#row + copy, cells: this.#cells });
    }
    this.#row += this.#rowRepeats - 1;
  }

  openCell(cell: CellAttributes): void {
    this.#cell = cell;
    this.texts.length = 0;
  }

  closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (!cell) return;
    const text = this.texts.join(' ').trim() || cell.value;
    const column = this.#column + 1;
    if (text !== '') {
      const filled = cell.exact === undefined ? { text } : { text, value: cell.exact };
      for (let copy = 0; copy < Math.min(cell.repeated, maxRepeats, maxCells - this.#cells.length); copy++) this.#cells.push({ column: column + copy, ...filled });
      const area = { firstRow: this.#row, lastRow: this.#row + cell.rowsSpanned - 1, firstColumn: column, lastColumn: column + cell.columnsSpanned - 1 };
      if (cell.rowsSpanned > 1 || cell.columnsSpanned > 1) this.merged.push(area);
    }
    this.#column += cell.repeated;
  }

  /** Texts by row and column, merged cells repeated in every place they cover. */
  grid(): string[][] {
    const widest = Math.max(widestOf(this.rows.map(({ cells }) => cells.at(-1)?.column)), widestOf(this.merged.map((area) => area.lastColumn)));
    const width = Math.min(maxTableColumns, widest);
    const texts = new Map(this.rows.map(({ row, cells }) => [row, new Map(cells.map(({ column, text }) => [column, text]))]));
    for (const area of this.merged) {
      const text = texts.get(area.firstRow)?.get(area.firstColumn) ?? '';
      for (let row = area.firstRow; row <= Math.min(area.lastRow, area.firstRow + maxRepeats); row++) {
        for (let column = area.firstColumn; column <= Math.min(area.lastColumn, width); column++) texts.get(row)?.set(column, text);
      }
    }
    return this.rows.map(({ row }) => Array.from({ length: width }, (_, index) => texts.get(row)?.get(index + 1) ?? ''));
  }

  #addRow(row: SheetRow): void {
    this.#chars += row.cells.reduce((sum, { text }) => sum + text.length, 0);
    if (this.rows.length >= this.limits.maxBlocks || this.#chars > this.limits.maxTextChars) throw tooMuch('a table of more rows than can be read');
    this.rows.push(row);
  }
}

function widestOf(columns: readonly (number | undefined)[]): number {
  return columns.reduce<number>((widest, column) => Math.max(widest, column ?? 0), 0);
}
