import { CharReader, scratchBytes, type Place } from './char-reader.ts';
import type { Pdfium } from './pdfium.ts';

/** A run of characters without a gap. Coordinates in points, upright: x to the right, y upwards, whatever way the text was turned. */
export type Word = {
  text: string;
  left: number;
  right: number;
  baseline: number;
  /** Height of the font on the page. */
  em: number;
  bold: boolean;
  /** Set apart from the word before by a blank in the file, not only by a gap. */
  blankBefore: boolean;
};

/** Words of one direction of writing, in the order of the file. */
export type WordGroup = { words: Word[]; charCount: number; /** Turns by 90 degrees, counter-clockwise. */ quarter: number };

/** A gap wider than this, in em, parts words. */
const wordGapEm = 0.22;
/** A blank parts words only where it shows: kerning puts invisible ones inside numbers. */
const blankGapEm = 0.08;
/** Symbol fonts put their bullets into the private use area at 0xf000 plus the code. */
const symbolBullets = new Map([
  [0xf0b7, '•'],
  [0xf0a7, '▪'],
  [0xf06e, '■'],
  [0xf0d8, '➢'],
  [0xf0fc, '✓'],
]);

/** Reads the characters of a page into words, one group per quarter turn, the largest first. */
export function readWords(pdfium: Pdfium, textPage: number): WordGroup[] {
  const scratch = pdfium.wasmExports.malloc(scratchBytes);
  try {
    const groups = new Map<number, WordGroup>();
    const count = pdfium.wasmExports.FPDFText_CountChars(textPage);
    const reader = new CharReader(pdfium, textPage, scratch);
    let word: Word | undefined;
    let quarter = 0;
    let blank = false;
    for (let index = 0; index < count; index++) {
      const text = textOf(pdfium.wasmExports.FPDFText_GetUnicode(textPage, index));
      if (text === '') continue;
      if (text === ' ') {
        blank = true;
        continue;
      }
      const char = reader.placeOf(index);
      if (word && char.quarter === quarter && continues(word, char, blank)) {
        word.text += text;
        word.left = Math.min(word.left, char.left);
        word.right = Math.max(word.right, char.right);
      } else {
        const { left, right, baseline, em, bold } = char;
        word = { text, left, right, baseline, em, bold, blankBefore: blank };
        quarter = char.quarter;
        const group = groups.get(quarter) ?? { words: [], charCount: 0, quarter };
        groups.set(quarter, group);
        group.words.push(word);
      }
      groups.get(quarter)!.charCount++;
      blank = false;
    }
    return [...groups.values()].sort((a, b) => b.charCount - a.charCount);
  } finally {
    pdfium.wasmExports.free(scratch);
  }
}

function continues(word: Word, char: Place, blank: boolean): boolean {
  if (Math.abs(word.baseline - char.baseline) > 0.3 * word.em) return false;
  const em = Math.max(word.em, char.em);
  const gap = char.left >= word.left ? char.left - word.right : word.left - char.right;
  return gap < wordGapEm * em && gap > -0.5 * em && !(blank && gap > blankGapEm * em);
}

/** '' for what is no character, ' ' for any blank. */
function textOf(code: number): string {
  if (code > 0x20 && code < 0x7f) return String.fromCharCode(code);
  if (code === 0xfffe || code === 2 || code === 0xad) return '-';
  if (code === 0x20 || code === 0xa0 || code === 0x3000 || (code >= 9 && code <= 13) || (code >= 0x2000 && code <= 0x200a)) return ' ';
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfffd || code === 0xffff || code === 0xfeff || code > 0x10ffff) return '';
  if (code >= 0xe000 && code <= 0xf8ff) return symbolBullets.get(code) ?? '';
  return String.fromCodePoint(code);
}
