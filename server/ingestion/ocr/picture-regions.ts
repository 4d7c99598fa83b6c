import type { Frame } from '../pdf/page-frame.ts';
import { toRegions, type Region } from '../pdf/page-lines.ts';
import type { Word } from '../pdf/words.ts';
import type { ReadPicture } from './picture-reader.ts';
import type { RecognizedLine } from './recognizer.ts';

/** A character reaches from the foot of a g to the head of an h, or is Chinese: its share of the font. */
const tallCharEm = 0.92;
const tallShare = 0.8;
const descentEm = 0.2;
/** Lines whose height is within these shares of the usual one are set in one size: it depends on the letters that happen to be in them. */
const sameSize = { from: 0.7, to: 1.35 };
/** Seen as a blank by those who join words to lines. */
const partingGapEm = 0.06;
/** Takes the room of a Chinese character, and fills a corner of it. */
const wideMark = /^[\u3001-\u3011\uff01\uff08-\uff0f\uff1a\uff1b\uff1f]/;
const maxGapEm = 1.2;
const mark = /^[\u2018-\u201d\u2026\u2014:;,.!?()]/;
const han = /^[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/**
 * Brings recognised text into the reading order of pages, as if it had been text of a PDF.
 * @param unitsPerPixel units of the page, such as points, for each pixel of the picture that was given
 */
export function regionsOf(picture: ReadPicture, unitsPerPixel: number): Region[] {
  const unit = unitsPerPixel / picture.scale;
  const usualHeight = medianHeight(picture.lines);
  const words = picture.lines.flatMap((line) => wordsOf(line, usualHeight, unit));
  return toRegions(words, frameOfPicture(picture, unitsPerPixel));
}

function wordsOf(line: RecognizedLine, usualHeight: number, unit: number): Word[] {
  const { height, bottom } = extentOf(line);
  const isUsual = height > sameSize.from * usualHeight && height < sameSize.to * usualHeight;
  const em = ((isUsual ? usualHeight : height) / tallCharEm) * unit;
  const baseline = -bottom * unit + descentEm * em;
  const words: Word[] = [];
  for (const { text, left, width } of line.words) {
    const place = { left: left * unit, right: (left + width) * unit };
    const last = words.at(-1);
    if (last && isOneText(last.text, text) && place.left - last.right < maxGapEm * em) {
      last.text += text;
      last.right = Math.max(last.right, place.right);
    } else {
      // Words the recogniser parted stay so, however tight they are set.
      const blankBefore = last !== undefined && !han.test(last.text.at(-1) ?? '') && !han.test(text);
      if (blankBefore) last.right = Math.min(last.right, place.left - partingGapEm * em);
      words.push({ text, ...place, baseline, em, bold: false, blankBefore });
    }
  }
  return words;
}

/** The recogniser parts Chinese characters as if they were words, and their marks from them. */
function isOneText(before: string, after: string): boolean {
  const end = before.at(-1) ?? '';
  return wideMark.test(end) || (han.test(end) && (han.test(after) || mark.test(after))) || (mark.test(end) && han.test(after));
}

/** Of most characters of a line: a drop or a rule in it makes it tall, and the boxes of single Chinese characters are guesses. */
function extentOf({ words, top, height }: RecognizedLine): { height: number; bottom: number } {
  const ofWords = quantile(words.map((word) => word.height), tallShare);
  if (height <= ofWords) return { height, bottom: top + height };
  return { height: ofWords, bottom: quantile(words.map((word) => word.top + word.height), 0.5) };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

function medianHeight(lines: readonly RecognizedLine[]): number {
  return quantile(lines.flatMap((line) => line.words.flatMap(({ text }) => Array.from(text, () => extentOf(line).height))), 0.5);
}

/** From the upright text, with y upwards, back to the picture as it was given, with y downwards. */
function frameOfPicture({ width, height, quarters }: ReadPicture, unit: number): Frame {
  const right = width * unit;
  const bottom = height * unit;
  if (quarters === 1) return { a: 0, b: -1, c: -1, d: 0, e: 0, f: bottom };
  if (quarters === 2) return { a: -1, b: 0, c: 0, d: 1, e: right, f: bottom };
  if (quarters === 3) return { a: 0, b: 1, c: 1, d: 0, e: right, f: 0 };
  return { a: 1, b: 0, c: 0, d: -1, e: 0, f: 0 };
}
