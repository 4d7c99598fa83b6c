import type { Span } from '../../platform/text/sentences.ts';
import type { Cut } from './atoms.ts';
import { cutHard, joinShort, trimmed } from './cut-long.ts';

type Line = Span & { indent: number; isBlank: boolean; isClosing: boolean };
/** What comes before the piece: another definition, another member of it, an empty line, any line, or the rest of one line. */
type CodePiece = Span & { cut: Cut };

const tabWidth = 4;
/** Deeper than this, code is cut at empty lines. */
const maxDepth = 6;
/** Begins a line that belongs to the definition above it. */
const closing = /^(?:[)\]}>{]|(?:end|else|elif|elsif|except|catch|finally|rescue|ensure|then|do)\b)/i;

/** Code in pieces of at most `maxChars`, by its indentation alone, which most languages share. */
export function codePieces(text: string, block: Span, maxChars: number): CodePiece[] {
  return cutByIndent(text, linesOf(text, block), maxChars, 0, 'block');
}

function linesOf(text: string, { start, end }: Span): Line[] {
  const lines: Line[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const to = from + match[0].length;
    const visible = match[0].trim();
    const blanks = /^[ \t]*/.exec(match[0])![0];
    const indent = blanks.replaceAll('\t', ' '.repeat(tabWidth)).length;
    lines.push({ start: from, end: to, indent, isBlank: visible === '', isClosing: closing.test(visible) });
    from = to;
  }
  return lines;
}

/** @param cut what stands before the first piece */
function cutByIndent(text: string, lines: readonly Line[], maxChars: number, depth: number, cut: Cut): CodePiece[] {
  const whole = spanOf(text, lines);
  if (!whole) return [];
  if (whole.end - whole.start <= maxChars) return [{ ...whole, cut }];
  const units = depth < maxDepth ? unitsOf(lines) : [lines];
  if (units.length === 1) return cutAtEmptyLines(text, lines, maxChars, cut);
  const between = depth === 0 ? 'block' : 'row';
  return units.flatMap((unit, index) => cutByIndent(text, unit, maxChars, depth + 1, index === 0 ? cut : between));
}

/** Definitions at the least indentation that has more than one. What stands above the first, such as the head of a class, goes with it. */
function unitsOf(lines: readonly Line[]): (readonly Line[])[] {
  const indents = [...new Set(lines.filter((line) => !line.isBlank).map((line) => line.indent))].toSorted((a, b) => a - b);
  for (const indent of indents.slice(0, maxDepth)) {
    const first = lines.findIndex((line) => !line.isBlank && line.indent >= indent);
    const starts = lines.flatMap((_line, index) => (index > first && startsUnit(lines, index, indent) ? [index] : []));
    if (starts.length > 0) return [0, ...starts].map((from, index) => lines.slice(from, starts[index]));
  }
  return [lines];
}

/** A line after an empty, a deeper or a closing one, unless it closes what is above. */
function startsUnit(lines: readonly Line[], index: number, indent: number): boolean {
  const line = lines[index]!;
  const before = lines[index - 1]!;
  if (line.isBlank || line.isClosing || line.indent !== indent) return false;
  return before.isBlank || before.isClosing || before.indent > indent;
}

function cutAtEmptyLines(text: string, lines: readonly Line[], maxChars: number, cut: Cut): CodePiece[] {
  const groups: Line[][] = [[]];
  for (const line of lines) {
    if (line.isBlank && groups.at(-1)!.length > 0) groups.push([]);
    if (!line.isBlank) groups.at(-1)!.push(line);
  }
  return groups.flatMap((group, index) => {
    const before = index === 0 ? cut : 'sentence';
    const whole = spanOf(text, group);
    if (!whole) return [];
    if (whole.end - whole.start <= maxChars) return [{ ...whole, cut: before }];
    const visible = group.map((line) => trimmed(text, line)).filter((line) => line !== undefined);
    const parts = joinShort(visible, maxChars).flatMap((line) => cutHard(text, line, maxChars));
    return parts.map((part, position): CodePiece => ({ ...part, cut: position === 0 ? before : 'part' }));
  });
}

function spanOf(text: string, lines: readonly Line[]): Span | undefined {
  const first = lines[0];
  return first && trimmed(text, { start: first.start, end: lines.at(-1)!.end });
}
