import type { DocxCell } from '../docx/tables.ts';

/** A cell and its borders from the left, in twentieths of a point; unknown where its row does not say. */
export type PlacedCell = DocxCell & { left: number | undefined; right: number | undefined };

/** Borders nearer than this are one: a tenth of an inch. */
const sameBorder = 144;

/** Gives each cell as many columns as there are borders of other rows within it, so that the columns of all rows agree. */
export function alignColumns(rows: readonly (readonly PlacedCell[])[]): DocxCell[][] {
  const borders = new Set(rows.flatMap((row) => row.flatMap(({ left, right }) => [left ?? 0, right ?? 0])));
  const columnOf = new Map<number, number>();
  let last = -Infinity;
  let column = -1;
  for (const border of [...borders].sort((a, b) => a - b)) {
    if (border - last > sameBorder) {
      column++;
      last = border;
    }
    columnOf.set(border, column);
  }
  return rows.map((row) => row.map((cell) => ({ ...cell, columns: Math.max(1, (columnOf.get(cell.right ?? 0) ?? 0) - (columnOf.get(cell.left ?? 0) ?? 0)) })));
}
