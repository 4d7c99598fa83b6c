import type { RecognizedLine, RecognizedWord } from './recognizer.ts';

/** Frames, rules and dots are recognised as strokes, of which upright ones hardly ever are text. */
const upright = /^\|+$/;
const strokes = /^[\\/_\-—–~.,:;'"`´‘’“”°*·=<>()[\]{}]+$/;
const minStrokeConfidence = 80;
/** Below this, a line is taken for part of a drawing or a photograph, or is in a language that is not known. */
const minLineConfidence = 40;

/** Leaves out what nobody wrote. */
export function readableLines(lines: readonly RecognizedLine[]): RecognizedLine[] {
  return lines
    .map((line) => ({ ...line, words: line.words.filter(isNoStroke) }))
    .filter((line) => line.words.some(({ text }) => /[\p{L}\p{N}]/u.test(text)) && confidenceOf([line]) >= minLineConfidence);
}

function isNoStroke({ text, confidence }: RecognizedWord): boolean {
  return !upright.test(text) && (!strokes.test(text) || confidence >= minStrokeConfidence);
}

/** Mean confidence of all characters, 0..100; 0 where there are none. */
export function confidenceOf(lines: readonly RecognizedLine[]): number {
  let sum = 0;
  let chars = 0;
  for (const { text, confidence } of lines.flatMap((line) => line.words)) {
    sum += confidence * text.length;
    chars += text.length;
  }
  return chars === 0 ? 0 : sum / chars;
}
