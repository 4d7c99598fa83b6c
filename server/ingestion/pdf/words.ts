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
export type WordGroup = { words: Word[]; charCount: number };

/** A gap wider than this, in em, parts words. */
const wordGapEm = 0.22;
/** A blank parts words only where it shows: kerning puts invisible ones inside numbers. */
const blankGapEm = 0.08;
const boldWeight = 600;
const boldName = /bold|black|heavy|demi/i;
const scratchBytes = 128;
/** Symbol fonts put their bullets into the private use area at 0xf000 plus the code. */
const symbolBullets = new Map([
  [0xf0b7, '•'],
  [0xf0a7, '▪'],
  [0xf06e, '■'],
  [0xf0d8, '➢'],
  [0xf0fc, '✓'],
]);

/** Reads the characters of a page into words, one group per quarter turn, the largest first. */
export function readWords(pdfium: Pdfium, textPage: number): Word[][] {
  const scratch = pdfium.wasmExports.malloc(scratchBytes);
  try {
    const groups = new Map<number, WordGroup>();
    const count = pdfium._FPDFText_CountChars(textPage);
    const reader = new CharReader(pdfium, textPage, scratch);
    let word: Word | undefined;
    let quarter = 0;
    let blank = false;
    for (let index = 0; index < count; index++) {
      const text = reader.textAt(index);
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
        const { left, right, baseline, em } = char;
        word = { text, left, right, baseline, em, bold: reader.isBold(index), blankBefore: blank };
        quarter = char.quarter;
        const group = groups.get(quarter) ?? { words: [], charCount: 0 };
        groups.set(quarter, group);
        group.words.push(word);
      }
      groups.get(quarter)!.charCount++;
      blank = false;
    }
    return [...groups.values()].sort((a, b) => b.charCount - a.charCount).map((group) => group.words);
  } finally {
    pdfium.wasmExports.free(scratch);
  }
}

type Place = { left: number; right: number; baseline: number; em: number; quarter: number };

function continues(word: Word, char: Place, blank: boolean): boolean {
  if (Math.abs(word.baseline - char.baseline) > 0.3 * word.em) return false;
  const em = Math.max(word.em, char.em);
  const gap = char.left >= word.left ? char.left - word.right : word.left - char.right;
  return gap < wordGapEm * em && gap > -0.5 * em && !(blank && gap > blankGapEm * em);
}

class CharReader {
  #run = 0;
  #isRunBold = false;
  readonly place: Place = { left: 0, right: 0, baseline: 0, em: 0, quarter: 0 };

  constructor(
    readonly pdfium: Pdfium,
    readonly textPage: number,
    readonly scratch: number,
  ) {}

  /** '' for what is no character, ' ' for any blank. */
  textAt(index: number): string {
    const code = this.pdfium._FPDFText_GetUnicode(this.textPage, index);
    if (code > 0x20 && code < 0x7f) return String.fromCharCode(code);
    if (code === 0xfffe || code === 2 || code === 0xad) return '-';
    if (code === 0x20 || code === 0xa0 || code === 0x3000 || (code >= 9 && code <= 13) || (code >= 0x2000 && code <= 0x200a)) return ' ';
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfffd || code === 0xffff || code === 0xfeff || code > 0x10ffff) return '';
    if (code >= 0xe000 && code <= 0xf8ff) return symbolBullets.get(code) ?? '';
    return String.fromCodePoint(code);
  }

  /** By the weight of the font or, since programs write 400 for all, by its name. Asked once for each run of text in the file. */
  isBold(index: number): boolean {
    const { pdfium, textPage, scratch } = this;
    const run = pdfium._FPDFText_GetTextObject(textPage, index);
    if (run === this.#run) return this.#isRunBold;
    this.#run = run;
    const bytes = Math.min(pdfium._FPDFText_GetFontInfo(textPage, index, scratch, scratchBytes, 0), scratchBytes);
    const name = bytes > 0 ? Buffer.from(pdfium.HEAPU8.subarray(scratch, scratch + bytes - 1)).toString('latin1') : '';
    this.#isRunBold = boldName.test(name) || pdfium._FPDFText_GetFontWeight(textPage, index) >= boldWeight;
    return this.#isRunBold;
  }

  /** The place is overwritten by the next call. */
  placeOf(index: number): Place {
    const { pdfium, textPage, scratch, place } = this;
    const floats = scratch >> 2;
    pdfium._FPDFText_GetMatrix(textPage, index, scratch);
    const a = pdfium.HEAPF32[floats] ?? 1;
    const b = pdfium.HEAPF32[floats + 1] ?? 0;
    const height = Math.hypot(pdfium.HEAPF32[floats + 2] ?? 0, pdfium.HEAPF32[floats + 3] ?? 1);
    pdfium._FPDFText_GetLooseCharBox(textPage, index, scratch);
    const left = pdfium.HEAPF32[floats] ?? 0;
    const top = pdfium.HEAPF32[floats + 1] ?? 0;
    const right = pdfium.HEAPF32[floats + 2] ?? 0;
    const bottom = pdfium.HEAPF32[floats + 3] ?? 0;
    pdfium._FPDFText_GetCharOrigin(textPage, index, scratch, scratch + 8);
    const originX = pdfium.HEAPF64[scratch >> 3] ?? 0;
    const originY = pdfium.HEAPF64[(scratch >> 3) + 1] ?? 0;
    place.em = pdfium._FPDFText_GetFontSize(textPage, index) * height || top - bottom || 1;
    place.quarter = Math.abs(a) >= Math.abs(b) ? (a >= 0 ? 0 : 2) : b > 0 ? 1 : 3;
    if (place.quarter === 0) setPlace(place, left, right, originY);
    else if (place.quarter === 1) setPlace(place, bottom, top, -originX);
    else if (place.quarter === 2) setPlace(place, -right, -left, -originY);
    else setPlace(place, -top, -bottom, originX);
    return place;
  }
}

function setPlace(place: Place, left: number, right: number, baseline: number): void {
  place.left = left;
  place.right = right;
  place.baseline = baseline;
}
