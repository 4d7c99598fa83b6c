import type { Line } from './lines.ts';
import type { Paragraph } from './paragraphs.ts';

const headingSizeRatio = 1.15;
const maxHeadingChars = 150;
const maxSizeLevels = 3;
/** A page with less text than this, such as a title page, is compared with the whole document. */
const minCharsForOwnBody = 400;

/** Headings are set larger than the body of their page, or in bold on a line of their own. */
export class HeadingLevels {
  readonly #bodyEm: number;
  readonly #sizes: number[];

  /** @param lines those of the whole document */
  constructor(lines: readonly Line[]) {
    const charsBySize = countBySize(lines);
    this.#bodyEm = mostFrequent(charsBySize);
    this.#sizes = [...charsBySize.keys()].filter((size) => size >= headingSizeRatio * this.#bodyEm).sort((a, b) => b - a);
  }

  /** The font size of running text on a page. */
  bodyEmOf(lines: readonly Line[]): number {
    const charsBySize = countBySize(lines);
    const chars = [...charsBySize.values()].reduce((sum, count) => sum + count, 0);
    return chars < minCharsForOwnBody ? this.#bodyEm : Math.max(this.#bodyEm, mostFrequent(charsBySize));
  }

  /** 1 to 3 by size, 4 for bold; undefined for what is no heading. */
  of({ kind, lines }: Paragraph, text: string, bodyEm: number): number | undefined {
    const line = lines[0]!;
    if (kind === 'table-row' || !looksLikeTitle(text) || lines.some((one) => one.cells.length > 2)) return undefined;
    if (sizeOf(line) >= headingSizeRatio * bodyEm) return Math.min(this.#sizes.indexOf(sizeOf(line)) + 1 || maxSizeLevels, maxSizeLevels);
    const isBoldLine = lines.length <= 2 && lines.every((one) => one.bold) && sizeOf(line) >= 0.95 * bodyEm && !/[.!?:：]$/.test(text);
    return isBoldLine ? maxSizeLevels + 1 : undefined;
  }
}

/** Short, in words, no whole sentence, and neither a remark in brackets nor an item of a list. */
function looksLikeTitle(text: string): boolean {
  if (text.length > maxHeadingChars || !/\p{L}{2}/u.test(text) || /^[(（•▪■*–-]/.test(text) || /[,;，；。]$/.test(text)) return false;
  return !(/[.!?]$/.test(text) && text.split(' ').length > 8);
}

function countBySize(lines: readonly Line[]): Map<number, number> {
  const charsBySize = new Map<number, number>();
  for (const line of lines) charsBySize.set(sizeOf(line), (charsBySize.get(sizeOf(line)) ?? 0) + line.text.length);
  return charsBySize;
}

function mostFrequent(charsBySize: ReadonlyMap<number, number>): number {
  return [...charsBySize].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [10, 0])[0];
}

/** Font sizes to half a point, so that rounding makes no levels. */
function sizeOf(line: Line): number {
  return Math.round(line.em * 2) / 2;
}
