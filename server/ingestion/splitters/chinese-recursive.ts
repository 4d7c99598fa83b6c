import type { Span } from '../../platform/text/sentences.ts';
import type { ChunkSizes, TextSplitter } from '../text-splitter.ts';
import { cutAfter, cutHard, trimmed } from './cut-long.ts';
import { mergePieces } from './merge-pieces.ts';
import { placeChunks } from './place-chunks.ts';

/** Paragraphs, lines, sentences, English sentences, half-sentences, clauses. A separator stays at the end of the piece before it. */
const separators: readonly RegExp[] = [/\n\n/g, /\n/g, /[。！？]/g, /[.!?]\s/g, /；|;\s/g, /，|,\s/g];

/**
 * The rule of Langchain-Chatchat's ChineseRecursiveTextSplitter: the first separator present cuts the text, small pieces are merged,
 * large ones are cut by the separators after it. What no separator makes fit is cut hard, which the original left too long.
 */
export const chineseRecursiveSplitter: TextSplitter = {
  id: 'chinese-recursive',
  split(document, sizes) {
    const { text } = document;
    const chunks: Span[] = [];
    for (const span of splitSpan(text, { start: 0, end: text.length }, 0, sizes)) {
      const chunk = trimmed(text, span);
      if (chunk && chunk.end > (chunks.at(-1)?.end ?? 0)) chunks.push(chunk);
    }
    return placeChunks(document, chunks);
  },
};

function* splitSpan(text: string, span: Span, firstSeparator: number, sizes: ChunkSizes): Generator<Span> {
  const source = text.slice(span.start, span.end);
  const depth = separators.findIndex((separator, index) => index >= firstSeparator && source.search(separator) >= 0);
  const pieces = depth < 0 ? [span] : cutAfter(text, span, separators[depth]!);
  let small: Span[] = [];
  for (const piece of pieces) {
    if (piece.end - piece.start < sizes.chunkSize) {
      small.push(piece);
      continue;
    }
    yield* merged(small, sizes);
    small = [];
    if (depth >= 0 && depth + 1 < separators.length) yield* splitSpan(text, piece, depth + 1, sizes);
    else yield* hardCut(text, piece, sizes);
  }
  yield* merged(small, sizes);
}

function merged(pieces: readonly Span[], sizes: ChunkSizes): Span[] {
  const runs = mergePieces(pieces.map((piece) => ({ ...piece, size: piece.end - piece.start })), sizes);
  return runs.map(({ from, to }) => ({ start: pieces[from]!.start, end: pieces[to - 1]!.end }));
}

function hardCut(text: string, piece: Span, { chunkSize }: ChunkSizes): Span[] {
  const visible = trimmed(text, piece);
  return visible ? cutHard(text, visible, chunkSize) : [];
}
