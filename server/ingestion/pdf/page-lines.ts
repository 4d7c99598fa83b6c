import { readingOrder } from './columns.ts';
import { toFragments, toLines, type Line } from './lines.ts';
import { combined, quarterTurns, type Frame } from './page-frame.ts';
import type { Pdfium } from './pdfium.ts';
import { readWords, type Word } from './words.ts';

/** A column, or what stands between columns. Lines aside are written across the direction of the page, along its margin mostly. */
export type Region = { lines: Line[]; isAside: boolean; /** From places of its lines to places on the page. */ frame: Frame };

/** Lines of a page in reading order, region by region. @param page from points of the file to the page as it is shown */
export function readRegions(pdfium: Pdfium, textPage: number, page: Frame): Region[] {
  return readWords(pdfium, textPage).flatMap(({ words, quarter }, group) => {
    const isLaidDown = runsDownwards(words);
    const frame = [page, quarterTurns[quarter]!, ...(isLaidDown ? [quarterTurns[3]!] : [])].reduce(combined);
    return toRegions(isLaidDown ? words.map(turned) : words, frame, group > 0);
  });
}

export function toRegions(words: readonly Word[], frame: Frame, isAside = false): Region[] {
  return readingOrder(toFragments(words)).map((fragments) => ({ lines: toLines(fragments), isAside, frame }));
}

/** Vertical writing: one character below the other, column after column from the right. */
function runsDownwards(words: readonly Word[]): boolean {
  let down = 0;
  words.forEach((word, index) => {
    const above = words[index - 1];
    if (!above || Array.from(above.text).length > 1) return;
    const drop = (above.baseline - word.baseline) / word.em;
    if (Math.abs(above.left - word.left) < 0.5 * word.em && drop > 0.5 && drop < 1.6) down++;
  });
  return words.length >= 4 && down > 0.5 * words.length;
}

/** Lays vertical writing down, so that a column becomes a line and the rightmost column the first one. */
function turned(word: Word): Word {
  return { ...word, left: -word.baseline - 0.8 * word.em, right: -word.baseline + 0.2 * word.em, baseline: word.left };
}
