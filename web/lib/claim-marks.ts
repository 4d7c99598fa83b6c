import type { ElementContent, Root, Text } from 'hast';
import { replaceText } from './tree-text.ts';

type Span = { start: number; end: number };
const skip: ReadonlySet<string> = new Set();

/** A rehype plugin that puts `<mark>` around the text that came from the given spans of the Markdown. */
export function rehypeClaimMarks({ spans }: { spans: readonly Span[] }) {
  return (tree: Root): void => {
    if (spans.length === 0) return;
    replaceText(tree, skip, (text) => {
      const from = text.position?.start.offset;
      const to = text.position?.end.offset;
      if (from === undefined || to === undefined) return undefined;
      const overlapping = spans.filter((span) => span.start < to && span.end > from);
      if (overlapping.length === 0) return undefined;
      // Escapes make the text shorter than its source: then the whole of it is marked.
      return to - from === text.value.length ? splitAt(text.value, from, overlapping) : [mark(text.value)];
    });
  };
}

function splitAt(value: string, offset: number, spans: readonly Span[]): ElementContent[] {
  const parts: ElementContent[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, span.start - offset);
    const end = Math.min(value.length, span.end - offset);
    if (end <= start) continue;
    if (start > at) parts.push(plain(value.slice(at, start)));
    parts.push(mark(value.slice(start, end)));
    at = end;
  }
  if (at < value.length) parts.push(plain(value.slice(at)));
  return parts;
}

function plain(value: string): Text {
  return { type: 'text', value };
}

function mark(value: string): ElementContent {
  return { type: 'element', tagName: 'mark', properties: {}, children: [plain(value)] };
}
