/** A piece of source code: offsets, and the definitions it stands in, outermost first, its own the last. */
export type CodeUnit = { start: number; end: number; headingPath?: string[] };
export type NameOfLine = (line: string) => string | undefined;

type Line = { text: string; start: number; end: number; indent: number };
type Range = { from: number; to: number; name?: string };

const maxLooseChars = 1_500;
/** Definitions up to this length are kept whole, with those in them. */
const maxWholeChars = 800;
const maxDepth = 6;
const tabWidth = 4;
/** Goes on what was begun: closing marks, other branches, a brace on a line of its own. */
const continuation = /^\s*(?:[)\]}]|\{\s*$|(?:end|else|elif|elsif|except|finally|catch|rescue|ensure|then|fi|done|esac)\b)/;
/** Stands before what it is about: comments, decorators, attributes. */
const leading = /^\s*(?:\/\/|\/\*|\*|--|@\w|#(?:[\s!#[]|$)|\[\w[^\]]*\]\s*$|template\s*<|"""|''')/;

/**
 * Parts source code into its definitions by indentation, which tells them in every language people indent; what stands between them is
 * kept together. Comments belong to what follows them.
 */
export function codeUnits(source: string, nameOf: NameOfLine): CodeUnit[] {
  const lines = linesOf(source);
  const units: CodeUnit[] = [];
  collect(lines, { from: 0, to: lines.length }, nameOf, [], units);
  return units;
}

function collect(lines: readonly Line[], range: Range, nameOf: NameOfLine, path: readonly string[], units: CodeUnit[]): void {
  for (const part of joinLoose(lines, partsOf(lines, range, nameOf))) {
    const ownPath = part.name === undefined ? path : [...path, part.name];
    const isLong = lines[part.to - 1]!.end - lines[part.from]!.start > maxWholeChars;
    const body = part.name !== undefined && isLong && ownPath.length < maxDepth ? bodyOf(lines, part, nameOf) : undefined;
    if (body) {
      add(lines, { from: part.from, to: body.from }, ownPath, units);
      collect(lines, body, nameOf, ownPath, units);
    } else {
      add(lines, part, ownPath, units);
    }
  }
}

/** Lines that begin at the least indentation of the range begin its parts. */
function partsOf(lines: readonly Line[], { from, to }: Range, nameOf: NameOfLine): Range[] {
  let least = Infinity;
  for (let index = from; index < to; index++) if (!continuation.test(lines[index]!.text)) least = Math.min(least, lines[index]!.indent);
  const parts: Range[] = [];
  let isOpening = false;
  for (let index = from; index < to; index++) {
    const { text, indent } = lines[index]!;
    const part = parts.at(-1);
    if (indent === Infinity) {
      isOpening = false;
    } else if (part && isOpening) {
      isOpening = leading.test(text);
      if (!isOpening) part.name = nameOf(text);
    } else if (!part || (indent === least && !continuation.test(text))) {
      isOpening = leading.test(text);
      parts.push({ from: index, to, name: isOpening ? undefined : nameOf(text) });
      if (part) part.to = index;
    }
  }
  return parts;
}

/** The definitions within a definition, from the first of them on; undefined where there are none. */
function bodyOf(lines: readonly Line[], { from, to, name }: Range, nameOf: NameOfLine): Range | undefined {
  let first = from;
  while (first < to && nameOf(lines[first]!.text) !== name) first++;
  const parts = partsOf(lines, { from: first + 1, to }, nameOf);
  const inner = parts.find((part) => part.name !== undefined && lines[part.from]!.indent > lines[first]!.indent);
  return inner && { from: inner.from, to };
}

/** Statements that define nothing are joined with each other. */
function joinLoose(lines: readonly Line[], parts: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const fits = last && lines[part.to - 1]!.end - lines[last.from]!.start <= maxLooseChars;
    if (last && fits && last.name === undefined && part.name === undefined) last.to = part.to;
    else joined.push({ ...part });
  }
  return joined;
}

function add(lines: readonly Line[], { from, to }: Range, path: readonly string[], units: CodeUnit[]): void {
  let first = from;
  let last = to - 1;
  while (first < to && lines[first]!.indent === Infinity) first++;
  while (last > first && lines[last]!.indent === Infinity) last--;
  if (first >= to) return;
  const { text, start } = lines[first]!;
  units.push({ start: start + text.length - text.trimStart().length, end: lines[last]!.end, headingPath: path.length > 0 ? [...path] : undefined });
}

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  for (const match of source.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    const text = match[0].trimEnd();
    const blanks = text === '' ? undefined : /^\s*/.exec(text)?.[0];
    const indent = blanks === undefined ? Infinity : blanks.replace(/\t/g, ' '.repeat(tabWidth)).length;
    lines.push({ text, start: match.index, end: match.index + text.length, indent });
  }
  return lines;
}
