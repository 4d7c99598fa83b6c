import { sentenceSpans, type Span } from '../../platform/text/sentences.ts';
import type { Block, ParsedDocument } from '../document-loader.ts';

/** What an atom is cut from the one before it at. */
export type Cut = 'heading' | 'block' | 'row' | 'sentence' | 'part';

/** A piece of text that is never cut: a sentence, a row, a piece of code, or a part of one that alone is too long for a chunk. */
export type Atom = Span & {
  cut: Cut;
  isHeading: boolean;
  /** Whole sentences of running text, which may be repeated in the next chunk. */
  isRepeatable: boolean;
  page?: number;
  headingPath?: string[];
};

/** Sentences shorter than this share of a chunk are kept with the next one, which bounds the number of atoms in a chunk. */
const minShareOfChunk = 1 / 16;

const clauseEnd = /[，、；：,;:|]+[”’"')）】]*\s*|\n+/g;

/** Cuts a document into atoms of at most `maxChars`, in order, holding every visible character once. */
export function toAtoms({ text, blocks }: ParsedDocument, maxChars: number): Atom[] {
  const atoms: Atom[] = [];
  for (const block of withoutGaps(text, blocks)) {
    const whole = trimmed(text, block);
    if (!whole) continue;
    const isRunningText = block.kind === 'paragraph' || block.kind === 'list-item' || block.kind === 'caption';
    const isWhole = !isRunningText && whole.end - whole.start <= maxChars;
    const sentences = isWhole ? [whole] : isRunningText ? shifted(sentenceSpans(text.slice(whole.start, whole.end)), whole.start) : [whole];
    const sameTable = block.kind === 'table-row' && block.cell !== undefined && block.cell.row > 1;
    let cut: Cut = block.kind === 'heading' ? 'heading' : sameTable ? 'row' : 'block';
    for (const sentence of joinShort(sentences, maxChars)) {
      const parts = fitting(text, sentence, maxChars);
      for (const part of parts) {
        const { page, headingPath } = block;
        atoms.push({ ...part, cut, isHeading: block.kind === 'heading', isRepeatable: isRunningText && parts.length === 1, page, headingPath });
        cut = 'part';
      }
      cut = 'sentence';
    }
  }
  return atoms;
}

/** The blocks, and as paragraphs whatever visible text stands between them. */
function* withoutGaps(text: string, blocks: readonly Block[]): Generator<Block> {
  let end = 0;
  let last: Block | undefined;
  for (const block of blocks) {
    if (block.start > end) yield { kind: 'paragraph', start: end, end: block.start, page: last?.page ?? block.page, headingPath: last?.headingPath };
    yield block;
    end = Math.max(end, block.end);
    last = block;
  }
  yield { kind: 'paragraph', start: end, end: text.length, page: last?.page, headingPath: last?.headingPath };
}

function trimmed(text: string, { start, end }: Span): Span | undefined {
  const piece = text.slice(start, end);
  const visible = piece.trim();
  if (visible === '') return undefined;
  const leading = piece.length - piece.trimStart().length;
  return { start: start + leading, end: start + leading + visible.length };
}

function shifted(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }));
}

function joinShort(sentences: readonly Span[], maxChars: number): Span[] {
  const joined: Span[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    if (last && sentence.end - last.start <= minShareOfChunk * maxChars) last.end = sentence.end;
    else joined.push({ ...sentence });
  }
  return joined;
}

/** A sentence too long for a chunk, cut after clauses where that helps, else at the last blank that fits, else anywhere. */
function fitting(text: string, sentence: Span, maxChars: number): Span[] {
  if (sentence.end - sentence.start <= maxChars) return [sentence];
  const clauses: Span[] = [];
  let start = sentence.start;
  for (const match of text.slice(sentence.start, sentence.end).matchAll(clauseEnd)) {
    const end = sentence.start + match.index + match[0].length;
    clauses.push({ start, end });
    start = end;
  }
  clauses.push({ start, end: sentence.end });
  const visible = clauses.map((clause) => trimmed(text, clause)).filter((clause) => clause !== undefined);
  return joinShort(visible, maxChars).flatMap((clause) => cutHard(text, clause, maxChars));
}

function cutHard(text: string, { start, end }: Span, maxChars: number): Span[] {
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
