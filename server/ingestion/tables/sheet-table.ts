import type { SheetRow } from '../sheet-regions.ts';

/** A table of a sheet, as it is found while the sheet is written as text. */
export type SheetTable = {
  sheet?: string;
  isHidden: boolean;
  /** What stands above it. */
  title: string;
  /** Header of each column, by its number. */
  titles: ReadonlyMap<number, string>;
  /** Those below the header. */
  rows: SheetRow[];
};

/** Lines that stand alone are no tables: they name the next one. */
export function withoutLoneLines(tables: readonly SheetTable[]): SheetTable[] {
  const kept: SheetTable[] = [];
  let line: SheetTable | undefined;
  for (const table of tables) {
    if (table.titles.size === 0 && table.rows.length === 1 && table.rows[0]?.cells.length === 1) {
      line = table;
      continue;
    }
    const title = table.title || (line?.sheet === table.sheet ? line?.rows[0]?.cells[0]?.text : undefined) || '';
    kept.push({ ...table, title });
    line = undefined;
  }
  return kept;
}
