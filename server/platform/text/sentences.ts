export type Span = { start: number; end: number };

const abbreviations = new Set(
  'mr mrs ms dr prof st sr jr gen col lt sgt capt rev hon inc ltd co corp vs etc eg ie cf al fig figs eq no nos vol pp ed eds est approx dept jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);

/** A possible end: CJK stops always, Latin stops before a blank; closing quotes and brackets belong to the sentence. A line break always ends it. */
const possibleEnd = /[。！？｡]+[」』”’）)】〉》]*|(?<![.!?…])[.!?…]+["'”’)\]」』）]*(?=\s|$)|\n+/g;

/** Whether the full stop at `end` belongs to an abbreviation, an initial or a list number instead of ending the sentence. */
function isAbbreviation(text: string, start: number, stop: number): boolean {
  const word = /([\p{L}\p{N}.]+)$/u.exec(text.slice(Math.max(start, stop - 12), stop))?.[1] ?? '';
  if (/^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word)) return true;
  if (/^\d{1,3}$/.test(word)) return text.slice(start, stop - word.length).trim() === '';
  return abbreviations.has(word.toLowerCase().replaceAll('.', ''));
}

/** The sentences of a text as spans without surrounding blanks, in order. Every visible character is in exactly one. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const piece = text.slice(start, end);
    const trimmedStart = start + (piece.length - piece.trimStart().length);
    const trimmedEnd = start + piece.trimEnd().length;
    if (trimmedEnd > trimmedStart) spans.push({ start: trimmedStart, end: trimmedEnd });
    start = end;
  };
  for (const match of text.matchAll(possibleEnd)) {
    const end = match.index + match[0].length;
    const isFullStop = match[0] === '.';
    const nextIsLowerCase = /^\s+\p{Ll}/u.test(text.slice(end, end + 8));
    if (isFullStop && (nextIsLowerCase || isAbbreviation(text, start, match.index))) continue;
    close(end);
  }
  close(text.length);
  return spans;
}
