import type { Span } from '../../platform/text/sentences.ts';

/** Sentences shorter than this share of a chunk are kept with the next one, which bounds the number of atoms in a chunk. */
const minShareOfChunk = 1 / 16;

const clauseEnd = /[，、；：,;:|]+[”’"')）】]*\s*|\n+/g;

/** Without the blanks at either end; undefined where there is nothing else. */
export function trimmed(text: string, { start, end }: Span): Span | undefined {
  const piece = text.slice(start, end);
  const visible = piece.trim();
  if (visible === '') return undefined;
  const leading = piece.length - piece.trimStart().length;
  return { start: start + leading, end: start + leading + visible.length };
}

/** Cut after every match, which has to be global. */
export function cutAfter(text: string, span: Span, separator: RegExp): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  for (const match of text.slice(span.start, span.end).matchAll(separator)) {
    const end = span.start + match.index + match[0].length;
    pieces.push({ start, end });
    start = end;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

/** Short spans joined with those after them. */
export function joinShort(sentences: readonly Span[], maxChars: number): Span[] {
  const joined: Span[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    if (last && sentence.end - last.start <= minShareOfChunk * maxChars) last.end = sentence.end;
    else joined.push({ ...sentence });
  }
  return joined;
}

/** A sentence too long for a chunk, cut after clauses where that helps, else at the last blank that fits, else anywhere. */
export function fitting(text: string, sentence: Span, maxChars: number): Span[] {
  if (sentence.end - sentence.start <= maxChars) return [sentence];
  const clauses = cutAfter(text, sentence, clauseEnd);
  const visible = clauses.map((clause) => trimmed(text, clause)).filter((clause) => clause !== undefined);
  return joinShort(visible, maxChars).flatMap((clause) => cutHard(text, clause, maxChars));
}

/** Cut at the last blank that fits, else anywhere but inside a character. */
export function cutHard(text: string, { start, end }: Span, maxChars: number): Span[] {
  const parts: Span[] = [];
  let from = start;
  while (end - from > maxChars) {
    const to = from + cutPlace(text.slice(from, from + maxChars + 1), maxChars);
    const part = trimmed(text, { start: from, end: to });
    if (part) parts.push(part);
    from = to;
  }
  const rest = trimmed(text, { start: from, end });
  return rest ? [...parts, rest] : parts;
}

/** After the last blank of the second half; otherwise at the very end, but not inside a surrogate pair. */
function cutPlace(piece: string, maxChars: number): number {
  const blank = piece.search(/\s\S*$/);
  if (blank > maxChars / 2) return blank;
  const endsInsidePair = /[\ud800-\udbff]/.test(piece[maxChars - 1] ?? '') && /[\udc00-\udfff]/.test(piece[maxChars] ?? '');
  return endsInsidePair && maxChars > 1 ? maxChars - 1 : maxChars;
}
