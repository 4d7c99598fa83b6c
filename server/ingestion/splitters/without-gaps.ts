import type { Block } from '../document-loader.ts';

/** The blocks, and as paragraphs whatever visible text stands between them. */
export function* withoutGaps(text: string, blocks: readonly Block[]): Generator<Block> {
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
