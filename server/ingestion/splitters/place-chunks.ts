import type { Span } from '../../platform/text/sentences.ts';
import type { Block, ParsedDocument } from '../document-loader.ts';
import type { ChunkSpan } from '../text-splitter.ts';
import { sharedPath } from './shared-path.ts';
import { withoutGaps } from './without-gaps.ts';

/** Spans, in order, with the page and the sections they stand in. */
export function placeChunks({ text, blocks }: ParsedDocument, spans: readonly Span[]): ChunkSpan[] {
  const all: Block[] = [...withoutGaps(text, blocks)];
  let first = 0;
  return spans.map(({ start, end }) => {
    while (first < all.length && all[first]!.end <= start) first++;
    let last = first;
    while (last < all.length && all[last]!.start < end) last++;
    const within = all.slice(first, last).filter((block) => text.slice(Math.max(block.start, start), Math.min(block.end, end)).trim() !== '');
    const headingPath = sharedPath(within.map((block) => ({ isHeading: block.kind === 'heading', headingPath: block.headingPath })));
    return { start, end, page: within[0]?.page, headingPath };
  });
}
