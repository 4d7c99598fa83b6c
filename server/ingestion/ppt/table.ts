/** A cell by the corners of its shape. */
export type PlacedText = { left: number; top: number; right: number; bottom: number; text: string };

/** PowerPoint makes 25 rows and columns at most. */
const maxPlaces = 100;

/** Cells by row; a merged one is repeated in every place it covers. */
export function tableOf(cells: readonly PlacedText[]): string[][] {
  const tops = distinct(cells.map(({ top }) => top)).slice(0, maxPlaces);
  const lefts = distinct(cells.map(({ left }) => left)).slice(0, maxPlaces);
  const rows = tops.map(() => lefts.map(() => ''));
  for (const { left, top, right, bottom, text } of cells.slice(0, maxPlaces * maxPlaces)) {
    if (text === '') continue;
    for (const [row, at] of tops.entries()) {
      if (at < top || (at >= bottom && at !== top)) continue;
      for (const [column, place] of lefts.entries()) {
        if (place === left || (place > left && place < right)) rows[row]?.splice(column, 1, text);
      }
    }
  }
  return rows;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
