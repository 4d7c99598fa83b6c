import { sentenceSpans } from '../../platform/text/sentences.ts';

/** A piece of a passage that can be quoted by itself: a sentence, or a whole row of a table. */
export type QuotableUnit = {
  kind: 'sentence' | 'row';
  start: number;
  text: string;
  /** Header and rule of the Markdown table that the row belongs to; without them its cells have no names. */
  tableHead?: string;
};

type Line = { start: number; text: string };

const isRule = (line: string | undefined) => line !== undefined && /^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$/.test(line.trim()) && line.includes('|');
const isRow = (line: string) => line.includes(' | ') || /^\s*\|.*\|\s*$/.test(line);
const isHeading = (line: string) => /^#{1,6}\s/.test(line);

/** Loaders write rows as `column: value`, below the row of columns: that one says nothing by itself. */
function isRowOfColumns(line: string, next: string | undefined): boolean {
  const [firstColumn] = line.split(' | ');
  return isRule(next) || (next?.startsWith(`${firstColumn}: `) ?? false);
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n]+/g)].map((match) => ({ start: match.index, text: match[0] }));
}

/** Headings, rules and rows of columns are left out: they answer nothing. */
export function quotableUnits(passage: string): QuotableUnit[] {
  const lines = linesOf(passage);
  let tableHead: string | undefined;
  return lines.flatMap(({ start, text }, index): QuotableUnit[] => {
    const next = lines[index + 1]?.text;
    if (!isRow(text) && !isRule(text)) tableHead = undefined;
    if (isHeading(text) || isRule(text)) return [];
    if (!isRow(text)) return sentenceSpans(text).map((span) => ({ kind: 'sentence', start: start + span.start, text: text.slice(span.start, span.end) }));
    if (!isRowOfColumns(text, next)) return [{ kind: 'row', start, text: text.trim(), tableHead }];
    if (isRule(next)) tableHead = `${text.trim()}\n${next!.trim()}`;
    return [];
  });
}
