import { isSameHeight, type Fragment } from './lines.ts';

const minFragments = 8;
const minSideFragments = 4;
const gridPoints = 3;
const maxDepth = 3;
/** Lines that span the columns, such as titles, as a share of all. */
const maxCrossingShare = 0.3;
/** A line of running text holds at least this many Chinese characters, or twice as many others. */
const minHanChars = 9;

/**
 * Parts a page into regions to be read one after the other. Columns of running text are read one by one between the lines that span them;
 * the columns of a table are not, for its rows belong together.
 */
export function readingOrder(fragments: Fragment[], depth = 0): Fragment[][] {
  if (depth >= maxDepth || fragments.length < minFragments) return [fragments];
  const tableRows = rowsOfShortCells(fragments);
  const running = fragments.filter((fragment) => !tableRows.has(fragment));
  const gutter = findGutter(running);
  if (gutter === undefined) return [fragments];
  const regions: Fragment[][] = [];
  let band: Fragment[] = [];
  let spanning: Fragment[] = [];
  const closeBand = () => {
    for (const side of [band.filter((one) => one.right <= gutter + 1), band.filter((one) => one.right > gutter + 1)]) {
      if (side.length > 0) regions.push(...readingOrder(side, depth + 1));
    }
    band = [];
  };
  const closeSpanning = () => {
    if (spanning.length > 0) regions.push(spanning);
    spanning = [];
  };
  for (const fragment of fragments.toSorted((a, b) => b.middle - a.middle)) {
    const spans = tableRows.has(fragment) || (fragment.left < gutter - 1 && fragment.right > gutter + 1);
    const beside = spanning.some((one) => isSameHeight(one.middle, one.em, fragment.middle, fragment.em));
    if (spans) {
      closeBand();
      spanning.push(fragment);
    } else if (beside) {
      spanning.push(fragment);
    } else {
      closeSpanning();
      band.push(fragment);
    }
  }
  closeBand();
  closeSpanning();
  return regions;
}

/** Fragments that share their height with at least two others, all of them short: rows of a table. */
function rowsOfShortCells(fragments: readonly Fragment[]): Set<Fragment> {
  const found = new Set<Fragment>();
  let row: Fragment[] = [];
  const close = () => {
    if (row.length >= 3 && row.every((cell) => cell.text.length < 20)) row.forEach((cell) => found.add(cell));
    row = [];
  };
  for (const fragment of fragments.toSorted((a, b) => b.middle - a.middle)) {
    if (row[0] && !isSameHeight(row[0].middle, row[0].em, fragment.middle, fragment.em)) close();
    row.push(fragment);
  }
  close();
  return found;
}

/** The place, free of almost all text, with a column of running text on either side. */
function findGutter(fragments: readonly Fragment[]): number | undefined {
  const prose = new Set(fragments.filter(isProse));
  if (prose.size < 2 * minSideFragments) return undefined;
  const left = Math.min(...fragments.map((fragment) => fragment.left));
  const right = Math.max(...fragments.map((fragment) => fragment.right));
  let best: { x: number; crossing: number; width: number } | undefined;
  for (let x = left + 0.15 * (right - left); x < right - 0.15 * (right - left); x += gridPoints) {
    const crossing = countCrossing(fragments, x);
    if (crossing > maxCrossingShare * fragments.length || (best && crossing > best.crossing)) continue;
    const before = fragments.filter((fragment) => fragment.right <= x + 1);
    const after = fragments.filter((fragment) => fragment.left >= x - 1);
    if (!isRunningText(before, prose) || !isRunningText(after, prose) || !standSideBySide(before, after)) continue;
    const width = Math.min(...after.map((fragment) => fragment.left)) - Math.max(...before.map((fragment) => fragment.right));
    if (!best || crossing < best.crossing || width > best.width) best = { x, crossing, width };
  }
  return best?.x;
}

function countCrossing(fragments: readonly Fragment[], x: number): number {
  let count = 0;
  for (const fragment of fragments) if (fragment.right > x + 1 && fragment.left < x - 1) count++;
  return count;
}

/** Running text fills its column: most lines are about as wide as it, and made of letters. */
function isRunningText(side: readonly Fragment[], prose: ReadonlySet<Fragment>): boolean {
  if (side.length < minSideFragments) return false;
  const left = quantile(side.map((fragment) => fragment.left), 0.1);
  const right = quantile(side.map((fragment) => fragment.right), 0.9);
  const widths = side.filter((fragment) => prose.has(fragment)).map(widthOf).filter((width) => width > 0.4 * (right - left));
  if (widths.length < minSideFragments) return false;
  return sum(widths) > 0.7 * sum(side.map(widthOf)) && quantile(widths, 0.4) > 0.7 * (right - left);
}

function isProse({ text }: Fragment): boolean {
  if (text.length < minHanChars) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const han = text.match(/[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g)?.length ?? 0;
  return text.length + han >= 2 * minHanChars && letters > 0.6 * text.replaceAll(' ', '').length;
}

function widthOf(fragment: Fragment): number {
  return fragment.right - fragment.left;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function standSideBySide(before: readonly Fragment[], after: readonly Fragment[]): boolean {
  const top = Math.min(Math.max(...before.map((one) => one.middle)), Math.max(...after.map((one) => one.middle)));
  const bottom = Math.max(Math.min(...before.map((one) => one.middle)), Math.min(...after.map((one) => one.middle)));
  const within = (side: readonly Fragment[]) => side.filter((one) => one.middle <= top && one.middle >= bottom).length;
  return within(before) >= minSideFragments && within(after) >= minSideFragments;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}
