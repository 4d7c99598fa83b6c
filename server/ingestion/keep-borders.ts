import type { Block, ParsedDocument } from './document-loader.ts';
import { placeChunks } from './splitters/place-chunks.ts';
import type { ChunkSpan } from './text-splitter.ts';

type Span = { start: number; end: number };
type Text = Pick<ParsedDocument, 'text'>;

/** A changed paragraph may stand in two chunks: with so few new ones there is nothing to better. */
const fewestNew = 2;
/** Of the chunks of a fresh splitting, those that must be known for the present borders to be those of the same splitting. */
const knownShare = 0.25;
/** A remainder shorter than this part of the longest chunk shares one with its neighbour. */
const shortShare = 0.25;

/** Where the next visible character stands; the length where there is none. */
function nextVisible(text: string, from: number): number {
  const visible = /\S/g;
  visible.lastIndex = from;
  return visible.exec(text)?.index ?? text.length;
}

const isBlank = (text: string, start: number, end: number) => text.slice(start, end).trim() === '';

function commonPrefix(left: string, right: string): number {
  const limit = Math.min(left.length, right.length);
  let length = 0;
  while (length < limit && left.charCodeAt(length) === right.charCodeAt(length)) length++;
  return length;
}

function commonSuffix(left: string, right: string, limit: number): number {
  let length = 0;
  while (length < limit && left.charCodeAt(left.length - 1 - length) === right.charCodeAt(right.length - 1 - length)) length++;
  return length;
}

/** How many of the present chunks stand whole, and not at its very end, in what comes before the change, without a gap between them. */
function countBefore(text: string, spans: readonly Span[], changeStart: number): number {
  let end = 0;
  for (const [index, span] of spans.entries()) {
    if (!isBlank(text, end, span.start) || nextVisible(text, span.end) >= changeStart) return index;
    end = span.end;
  }
  return spans.length;
}

/** The first of the present chunks that stand whole, and not at its very beginning, in what comes after the change. */
function firstAfter(text: string, spans: readonly Span[], changeEnd: number): number {
  const firstVisible = nextVisible(text, changeEnd);
  let start = text.length;
  for (let index = spans.length - 1; index >= 0; index--) {
    const span = spans[index]!;
    if (!isBlank(text, span.end, start) || span.start <= firstVisible) return index + 1;
    start = span.start;
  }
  return 0;
}

function part({ title, text, blocks }: ParsedDocument, { start, end }: Span): ParsedDocument {
  const within = blocks.filter((block) => block.end > start && block.start < end);
  const clipped = within.map((block): Block => ({ ...block, start: Math.max(block.start, start) - start, end: Math.min(block.end, end) - start }));
  return { title, text: text.slice(start, end), blocks: clipped, notes: [] };
}

const textsOf = ({ text }: Text, spans: readonly Span[]) => spans.map(({ start, end }) => text.slice(start, end));

/**
 * Splitting a whole text anew may move borders far from where it changed. Where that makes more than a few new chunks,
 * the present ones before and after the change stay, and only what is between them is split.
 * @param present chunks of the text before, in order
 * @param fresh chunks of the whole text after
 */
export async function keepBorders(
  before: Text & { present: readonly Span[] },
  after: ParsedDocument,
  fresh: readonly ChunkSpan[],
  split: (part: ParsedDocument) => Promise<readonly Span[]>,
): Promise<readonly ChunkSpan[]> {
  const { text, present } = before;
  const known = new Set(textsOf(before, present));
  const countNew = (spans: readonly Span[]) => textsOf(after, spans).filter((each) => !known.has(each)).length;
  const newCount = countNew(fresh);
  if (newCount <= fewestNew || fresh.length - newCount < knownShare * fresh.length) return fresh;

  const prefix = commonPrefix(text, after.text);
  const suffix = commonSuffix(text, after.text, Math.min(text.length, after.text.length) - prefix);
  const moved = after.text.length - text.length;
  const next = Math.max(firstAfter(text, present, text.length - suffix), countBefore(text, present, prefix));
  const longest = Math.max(...fresh.map(({ start, end }) => end - start));
  const between = (count: number): Span => {
    const start = count === 0 ? 0 : Math.min(present[count - 1]!.end, present[count]?.start ?? Infinity);
    const end = next === present.length ? after.text.length : Math.max(present[next]!.start, present[next - 1]?.end ?? 0) + moved;
    return { start, end: Math.max(start, end) };
  };
  let count = Math.min(countBefore(text, present, prefix), next);
  const { start, end } = between(count);
  if (count > 0 && end - start < shortShare * longest) count--;
  const middle = between(count);
  const spans = isBlank(after.text, middle.start, middle.end) ? [] : await split(part(after, middle));
  const kept = [
    ...present.slice(0, count),
    ...spans.map((span) => ({ start: span.start + middle.start, end: span.end + middle.start })),
    ...present.slice(next).map((span) => ({ start: span.start + moved, end: span.end + moved })),
  ];
  return countNew(kept) < newCount ? placeChunks(after, kept) : fresh;
}
