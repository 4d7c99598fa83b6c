import type { Span } from '../../platform/text/sentences.ts';
import type { ChunkSpan, TextSplitter } from '../text-splitter.ts';
import { cutAfter, fitting, trimmed } from './cut-long.ts';
import { withoutGaps } from './without-gaps.ts';

/**
 * After ;；.!?。！？ and ellipses, and after the closing quotes that follow them. Not inside of 3.14 or example.com, not after the
 * number of a list, not where the sentence goes on after the quotation.
 */
const sentenceEnd = /(?:[;；!?。！？]|(?<!\.|(?:^|\n)[ \t]*\d{1,3})\.+(?![A-Za-z0-9.])|(?<!…)…{2,}(?!…))(?:["’”」』]{1,2}(?!["’”」』;；!?，。！？])|(?!["’”」』]))/g;
const sentenceOrLineEnd = new RegExp(`${sentenceEnd.source}|\\n+`, 'g');

/**
 * One chunk per sentence, as Langchain-Chatchat's ChineseTextSplitter makes them; nothing is repeated. Rows, code and headings stay whole.
 * Only in a document of pages does a line end not end a sentence. What is longer than a chunk is cut at clauses, then at blanks.
 */
export const sentenceSplitter: TextSplitter = {
  id: 'sentence',
  split({ text, blocks, pageCount }, { chunkSize }) {
    const chunks: ChunkSpan[] = [];
    const ends = pageCount === undefined ? sentenceOrLineEnd : sentenceEnd;
    for (const block of withoutGaps(text, blocks)) {
      const isWhole = block.kind === 'heading' || block.kind === 'table-row' || block.kind === 'code';
      const { page, headingPath } = block;
      for (const sentence of isWhole ? [block] : cutAfter(text, block, ends)) {
        const visible = trimmed(text, sentence);
        for (const { start, end } of visible ? packed(fitting(text, visible, chunkSize), chunkSize) : []) chunks.push({ start, end, page, headingPath });
      }
    }
    return chunks;
  },
};

/** As many clauses together as fit. */
function packed(clauses: readonly Span[], chunkSize: number): Span[] {
  const spans: Span[] = [];
  for (const clause of clauses) {
    const last = spans.at(-1);
    if (last && clause.end - last.start <= chunkSize) last.end = clause.end;
    else spans.push({ ...clause });
  }
  return spans;
}
