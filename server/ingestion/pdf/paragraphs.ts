import type { Block } from '../document-loader.ts';
import { isNumberLike, type Line } from './lines.ts';

/** Lines that belong together. */
export type Paragraph = { kind: Extract<Block['kind'], 'paragraph' | 'list-item' | 'table-row'>; lines: Line[] };

const listMark = /^(?:[•●○◦‣▪■□◆➢✓–*·-]\s|[•●▪■➢]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|\([ivx]{1,4}\)\s|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/;
const sentenceEnd = /[.!?:;。！？：；]["”’)]?$/;

/** Gathers the lines of one region into paragraphs, list items and rows, by spacing, indents and size. */
export function toParagraphs(lines: readonly Line[]): Paragraph[] {
  const leading = typicalLeading(lines);
  const right = Math.max(...lines.map((line) => line.right));
  const left = Math.min(...lines.map((line) => line.left));
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const kind = isRow(line) ? 'table-row' : listMark.test(line.text) ? 'list-item' : 'paragraph';
    if (current && kind === 'table-row' && isWrappedLabel(current, line, leading)) paragraphs.splice(-1, 1, { kind, lines: [...current.lines, line] });
    else if (current && kind === 'paragraph' && continues(current, line, { leading, left, right })) current.lines.push(line);
    else paragraphs.push({ kind, lines: [line] });
  }
  return paragraphs;
}

/** A row of a table holds a number beside something else, or three cells. */
function isRow({ cells }: Line): boolean {
  if (cells.length < 2) return false;
  return cells.length >= 3 || cells.some((cell, index) => index > 0 && isNumberLike(cell.text));
}

/** A label too long for its cell: no numbers of its own, no end, and the row goes on in lower case. */
function isWrappedLabel({ kind, lines }: Paragraph, row: Line, leading: number): boolean {
  const label = lines[0]!;
  if (kind !== 'paragraph' || lines.length > 1 || label.cells.length > 1 || sentenceEnd.test(label.text)) return false;
  return /^\p{Ll}/u.test(row.text) && label.baseline - row.baseline < 1.3 * leading && Math.abs(label.left - row.left) < 2 * row.em;
}

type Region = { leading: number; left: number; right: number };

function continues({ kind, lines }: Paragraph, line: Line, { leading, left, right }: Region): boolean {
  const last = lines.at(-1)!;
  const first = lines[0]!;
  if (kind === 'table-row') return false;
  const drop = last.baseline - line.baseline;
  if (drop <= 0 || drop > 1.3 * Math.max(leading, 1.15 * line.em)) return false;
  if (Math.abs(last.em - line.em) > 0.12 * line.em || last.bold !== line.bold) return false;
  const indent = (line.left - last.left) / line.em;
  if (kind === 'list-item') return indent > -1 && (lines.length === 1 || Math.abs(indent) < 1);
  const lastIsShort = last.right < right - 0.12 * (right - left);
  if (lastIsShort && sentenceEnd.test(last.text)) return false;
  if (last.right < left + 0.6 * (right - left) && /^[\p{Lu}\d\p{sc=Han}]/u.test(line.text) && Math.abs(indent) < 1) return false;
  return indent < 0.8 || isCentred(first, line);
}

function isCentred(first: Line, line: Line): boolean {
  return Math.abs((first.left + first.right) / 2 - (line.left + line.right) / 2) < line.em;
}

/** The usual distance of lines, which within a paragraph is the smallest common one. */
function typicalLeading(lines: readonly Line[]): number {
  const drops = lines
    .slice(1)
    .map((line, index) => lines[index]!.baseline - line.baseline)
    .filter((drop, index) => drop > 0.5 * lines[index]!.em && drop < 3 * lines[index]!.em);
  return drops.toSorted((a, b) => a - b)[Math.floor(drops.length * 0.4)] ?? 1.4 * (lines[0]?.em ?? 10);
}
