import type { Word } from './words.ts';

/** Words that stand close together on one line: a line of a column, or a cell of a table. */
export type Fragment = { words: Word[]; left: number; right: number; middle: number; em: number; text: string };

/** Everything at one height, from left to right. `cells` are its parts with wide gaps between. */
export type Line = { cells: Fragment[]; left: number; right: number; baseline: number; em: number; bold: boolean; text: string };

const fragmentGapEm = 1;
const numberGapEm = 0.35;
const cjk = /[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const numberLike = /^[($€£¥]*[-–—+]?[\d.,]*\d[\d.,]*[)%]*$|^[—–-]$|^\(?[—–-]\)?%?$/;

export function isNumberLike(text: string): boolean {
  return numberLike.test(text.replace(/\s/g, ''));
}

/** Joins words that follow each other in the file and on the page. */
export function toFragments(words: readonly Word[]): Fragment[] {
  const fragments: Word[][] = [];
  for (const word of words) {
    const current = fragments.at(-1);
    const last = current?.at(-1);
    if (current && last && follows(last, word)) current.push(word);
    else fragments.push([word]);
  }
  return fragments.map(fragmentOf);
}

function follows(last: Word, word: Word): boolean {
  if (!isSameHeight(middleOf(last), last.em, middleOf(word), word.em)) return false;
  const em = Math.max(last.em, word.em);
  const gap = gapBetween(last, word);
  return gap < fragmentGapEm * em && gap > -em;
}

/** Half of a usual letter's height above the baseline. */
function middleOf(word: Word): number {
  return word.baseline + 0.35 * word.em;
}

/** Also holds for a footnote mark raised above its word. */
export function isSameHeight(middle: number, em: number, otherMiddle: number, otherEm: number): boolean {
  return Math.abs(middle - otherMiddle) <= Math.max(0.45 * Math.min(em, otherEm), 0.35 * Math.max(em, otherEm));
}

function gapBetween(first: Word, second: Word): number {
  return second.left >= first.left ? second.left - first.right : first.left - second.right;
}

function fragmentOf(words: Word[]): Fragment {
  const em = Math.max(...words.map((word) => word.em));
  return {
    words,
    left: Math.min(...words.map((word) => word.left)),
    right: Math.max(...words.map((word) => word.right)),
    middle: middleOf(words[0]!),
    em,
    text: textOf(words),
  };
}

function textOf(words: readonly Word[]): string {
  let text = '';
  words.forEach((word, index) => {
    const before = words[index - 1];
    text += (before && isParted(before, word) ? ' ' : '') + word.text;
  });
  return text;
}

/** Chinese and Japanese characters set with a wide gap are still one text; a blank in the file always counts. */
function isParted(before: Word, word: Word): boolean {
  const gap = gapBetween(before, word) / Math.max(before.em, word.em);
  const bothCjk = cjk.test(before.text.at(-1) ?? '') && cjk.test(word.text[0] ?? '');
  if (bothCjk && !word.blankBefore) return gap > fragmentGapEm;
  return gap > 0.15 || (word.blankBefore && gap > 0.05);
}

/** Fragments at the same height become a line; lines come from top to bottom. */
export function toLines(fragments: readonly Fragment[]): Line[] {
  const rows: { middle: number; fragments: Fragment[] }[] = [];
  for (const fragment of fragments.toSorted((a, b) => b.middle - a.middle)) {
    const row = rows.at(-1);
    if (row && isSameHeight(row.middle, row.fragments[0]!.em, fragment.middle, fragment.em)) {
      row.middle += (fragment.middle - row.middle) / (row.fragments.length + 1);
      row.fragments.push(fragment);
    } else {
      rows.push({ middle: fragment.middle, fragments: [fragment] });
    }
  }
  return rows.map((row) => lineOf(row.fragments));
}

function lineOf(fragments: Fragment[]): Line {
  const leftmostFirst = fragments.toSorted((a, b) => a.left - b.left);
  const isRightToLeft = rightToLeft.test(leftmostFirst.map((fragment) => fragment.text).join('').slice(0, 200));
  const words = (isRightToLeft ? leftmostFirst.toReversed() : leftmostFirst).flatMap((fragment) => fragment.words);
  const cells = toCells(words);
  const main = cells.reduce((longest, cell) => (cell.text.length > longest.text.length ? cell : longest));
  return {
    cells,
    left: Math.min(...cells.map((cell) => cell.left)),
    right: Math.max(...cells.map((cell) => cell.right)),
    baseline: main.words[0]!.baseline,
    em: main.words[0]!.em,
    bold: words.every((word) => word.bold || !/[\p{L}\p{N}]/u.test(word.text)),
    text: cells.map((cell) => cell.text).join('  '),
  };
}

/** Parts a line at wide gaps, and at narrow ones between numbers; a currency sign or bracket stays with its number. */
function toCells(words: readonly Word[]): Fragment[] {
  const cells: Word[][] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    const cell = cells.at(-1);
    if (before && cell && !startsCell(before, word)) cell.push(word);
    else cells.push([word]);
  });
  return cells.map(fragmentOf);
}

function startsCell(before: Word, word: Word): boolean {
  const gap = gapBetween(before, word) / Math.max(before.em, word.em);
  if (/^[$€£¥(]+$/.test(before.text) && /^[\d.(—–-]/.test(word.text)) return gap > 8;
  if (/^[)%]+$/.test(word.text)) return gap > 1.5;
  if (gap > fragmentGapEm) return true;
  const currencyStarts = /^[$€£¥]/.test(word.text);
  return gap > numberGapEm && (currencyStarts || isNumberLike(word.text)) && isNumberLike(before.text);
}
