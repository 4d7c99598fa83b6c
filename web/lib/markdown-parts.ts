/** A piece of Markdown that is drawn by itself, and where it begins in the whole. */
export type MarkdownPart = { start: number; text: string };

/** A blank line before a line that can only begin a new paragraph or heading: no list, table, quote, code or continuation. */
const boundary = /\n[ \t]*\n+(?=(?:#{1,6} )?[^\s\-*+>|`~\d#$<[\\:=_])/g;
const fence = /^ {0,3}(?:```|~~~)/gm;

/**
 * Splits Markdown between paragraphs that do not depend on each other. While an answer is written only its last part changes,
 * so drawing it costs the same however long it grows.
 */
export function splitMarkdown(text: string): MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  let start = 0;
  for (const match of text.matchAll(boundary)) {
    const end = match.index + match[0].length;
    const part = text.slice(start, end);
    if (isOpen(part)) continue;
    parts.push({ start, text: part });
    start = end;
  }
  if (start < text.length) parts.push({ start, text: text.slice(start) });
  return parts;
}

/** Whether a block of code or a formula goes on past the end. */
function isOpen(part: string): boolean {
  const fences = part.match(fence)?.length ?? 0;
  const formulas = part.split('$$').length - 1;
  const brackets = (part.match(/\\\[/g)?.length ?? 0) - (part.match(/\\\]/g)?.length ?? 0);
  return fences % 2 === 1 || formulas % 2 === 1 || brackets > 0;
}
