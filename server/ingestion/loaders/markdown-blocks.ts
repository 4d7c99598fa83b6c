import type { Block } from '../document-loader.ts';

/** A block of the source; headings come with their text freed of marks. */
export type MarkdownBlock = Pick<Block, 'kind' | 'start' | 'end' | 'level' | 'cell'> & { headingText?: string };

type Line = { text: string; start: number; end: number };

const fence = /^ {0,3}(`{3,}|~{3,})/;
const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const setextUnderline = /^ {0,3}(=+|-+)[ \t]*$/;
const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;
const indented = /^(?: {2}|\t)/;
const tableDelimiter = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Reads the block structure of CommonMark and of GFM tables, as far as chunks need it: no inline marks, no nesting. */
export function* markdownBlocks(source: string): Generator<MarkdownBlock> {
  const lines = linesOf(source);
  const line = (index: number): string => lines[index]?.text ?? '';
  const isBlank = (index: number): boolean => line(index).trim() === '';
  let table = 0;
  let index = 0;
  let inList = false;

  /** Index of the first line at or after `from` that does not belong to the running paragraph. */
  const endOfRun = (from: number, stops: (index: number) => boolean): number => {
    let end = from;
    while (end < lines.length && !isBlank(end) && !stops(end)) end++;
    return end;
  };
  const startsTable = (at: number): boolean => line(at).includes('|') && line(at + 1).includes('-') && tableDelimiter.test(line(at + 1));
  const interruptsParagraph = (at: number): boolean =>
    fence.test(line(at)) || atxHeading.test(line(at)) || listItem.test(line(at)) || startsTable(at);
  const span = (from: number, to: number) => ({ start: lines[from]!.start + leadingBlanks(line(from)), end: lines[to - 1]!.end });

  while (index < lines.length) {
    const start = index;
    const opening = fence.exec(line(index))?.[1];
    const heading = atxHeading.exec(line(index));
    if (!isBlank(index)) inList = listItem.test(line(index)) || (inList && indented.test(line(index)));
    if (isBlank(index)) {
      index++;
    } else if (opening || (index === 0 && line(0) === '---')) {
      index = endOfFence(lines, index, opening ?? '---');
      yield { kind: 'code', ...span(start, index) };
    } else if (heading) {
      index++;
      yield { kind: 'heading', ...span(start, index), level: heading[1]!.length, headingText: withoutMarks(heading[2] ?? '') };
    } else if (startsTable(index)) {
      index = endOfRun(index + 2, () => false);
      yield { kind: 'table-row', ...span(start, start + 2), cell: { table, row: 1 } };
      for (let row = start + 2; row < index; row++) yield { kind: 'table-row', ...span(row, row + 1), cell: { table, row: row - start } };
      table++;
    } else if (inList) {
      index = endOfRun(index + 1, interruptsParagraph);
      yield { kind: 'list-item', ...span(start, index) };
    } else if (/^(?: {4}|\t)/.test(line(index))) {
      index = endOfRun(index + 1, (at) => !/^(?: {4}|\t)/.test(line(at)));
      yield { kind: 'code', ...span(start, index) };
    } else {
      index = endOfRun(index + 1, (at) => interruptsParagraph(at) || setextUnderline.test(line(at)));
      const underline = setextUnderline.exec(line(index));
      if (underline) index++;
      const text = source.slice(lines[start]!.start, lines[index - 1]!.start);
      yield underline
        ? { kind: 'heading', ...span(start, index), level: underline[1]!.startsWith('=') ? 1 : 2, headingText: withoutMarks(text) }
        : { kind: 'paragraph', ...span(start, index) };
    }
  }
}

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const lineEnd of [...source.matchAll(/\r\n?|\n/g), undefined]) {
    const text = source.slice(start, lineEnd?.index);
    lines.push({ text, start, end: start + text.trimEnd().length });
    if (lineEnd) start = lineEnd.index + lineEnd[0].length;
  }
  return lines;
}

function endOfFence(lines: readonly Line[], from: number, opening: string): number {
  const closes = (text: string): boolean => {
    const trimmed = text.trim();
    return trimmed.length >= opening.length && trimmed === opening[0]!.repeat(trimmed.length);
  };
  const closing = lines.findIndex((line, index) => index > from && closes(line.text));
  return closing < 0 ? lines.length : closing + 1;
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}

function withoutMarks(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]+/g, '')
    .trim();
}
