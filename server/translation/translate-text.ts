import { AppError } from '../platform/errors.ts';
import { withMarks, withoutMarks } from './kept-marks.ts';
import type { Direction, Translator } from './translator.ts';

const maxChars = 60_000;
/** What services and small models take at a time. */
const pieceChars = 1_500;
const timeoutMs = 180_000;

const sentenceEnds = /(?<=[\n。！？])|(?<=[.!?]\s)/;

/** Whole sentences together, as many as a piece takes; one that is longer stays whole. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const sentence of text.split(sentenceEnds)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length <= pieceChars) pieces[pieces.length - 1] = last + sentence;
    else pieces.push(sentence);
  }
  return pieces;
}

/** The translation of a piece, in the white space it stands in. */
async function translatePiece(translator: Translator, piece: string, direction: Direction, signal: AbortSignal): Promise<string> {
  const text = piece.trim();
  if (!/\p{L}/u.test(text)) return piece;
  const translation = (await translator.translate(text, direction, signal)).trim();
  if (translation === '') throw new AppError('provider_failed', 'The translator said nothing', { hint: 'Choose another one in Settings.' });
  const start = piece.indexOf(text);
  return piece.slice(0, start) + translation + piece.slice(start + text.length);
}

/**
 * A text in another language; code, addresses, citations and numbers stay what they are.
 * @throws AppError of the translator; too_large, timed_out, cancelled
 */
export async function translateText(translator: Translator, text: string, direction: Direction, signal: AbortSignal): Promise<string> {
  if (text.length > maxChars) {
    throw new AppError('too_large', `Texts of more than ${maxChars} characters are not translated`, { hint: 'Ask for a shorter answer.' });
  }
  const marked = withMarks(text);
  const timeout = AbortSignal.timeout(timeoutMs);
  let translated = '';
  try {
    for (const piece of piecesOf(marked.text)) {
      translated += await translatePiece(translator, piece, direction, AbortSignal.any([signal, timeout]));
    }
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    throw new AppError('timed_out', `The translation took longer than ${timeoutMs / 1000} s`, {}, { cause: error });
  }
  return withoutMarks(translated, marked);
}
