import type { Line } from './lines.ts';

const minPages = 3;
/** A second line from the edge is taken for a running head only when this share of the pages has it. */
const minShareOfSecond = 0.3;

/**
 * Lines at the edge of many pages: running heads, footers, page numbers. Each but the page numbers is kept where it first stands.
 * @param pages lines of each page, in any order
 */
export function findFurniture(pages: readonly (readonly Line[])[]): Set<Line> {
  const places = new Map<string, { lines: Line[]; second: boolean }>();
  for (const lines of pages) {
    const byHeight = lines.toSorted((a, b) => b.baseline - a.baseline);
    for (const [index, second] of [[0, false], [-1, false], [1, true], [-2, true]] as const) {
      const line = byHeight.at(index);
      if (!line || byHeight.length < 4) continue;
      const key = `${index} ${line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').slice(0, 120)}`;
      const place = places.get(key) ?? { lines: [], second };
      places.set(key, place);
      place.lines.push(line);
    }
  }
  const furniture = new Set<Line>();
  for (const { lines, second } of places.values()) {
    if (lines.length < (second ? Math.max(minPages, minShareOfSecond * pages.length) : minPages)) continue;
    const keepFirst = !isPageNumber(lines[0]!.text);
    for (const line of lines.slice(keepFirst ? 1 : 0)) furniture.add(line);
  }
  return furniture;
}

function isPageNumber(text: string): boolean {
  return /^\W*(page|p\.|seite|第)?\s*([\divxlc]{1,7})\s*(页|頁)?(\s*(\/|of|von|共)\s*\d+\s*(页|頁)?)?\W*$/i.test(text);
}
