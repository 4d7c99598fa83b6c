import type { LoadLimits } from './document-loader.ts';
import { tooMuch } from './document-writer.ts';
import type { SheetCell, SheetRow } from './sheet-regions.ts';

/** Gathers the filled cells of a sheet, however they are ordered in the file. */
export class SheetCells {
  readonly #limits: LoadLimits;
  readonly #rows = new Map<number, SheetRow>();
  #chars = 0;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  /** @param row and `column` count from 1 */
  add(row: number, column: number, text: string, value?: SheetCell['value']): void {
    if (text === '') return;
    const { maxTextChars, maxBlocks } = this.#limits;
    this.#chars += text.length;
    if (this.#chars > maxTextChars) throw tooMuch(`more than ${Math.round(maxTextChars / 1e6)} million characters`);
    const cell: SheetCell = value === undefined ? { column, text } : { column, text, value };
    const cells = this.#rows.get(row)?.cells;
    if (cells) cells.push(cell);
    else if (this.#rows.size < maxBlocks) this.#rows.set(row, { row, cells: [cell] });
    else throw tooMuch(`more than ${maxBlocks} rows`);
  }

  /** From top to bottom, their cells from left to right. */
  rows(): SheetRow[] {
    const rows = [...this.#rows.values()].toSorted((a, b) => a.row - b.row);
    for (const { cells } of rows) cells.sort((a, b) => a.column - b.column);
    return rows;
  }
}
