import type { Block, ParsedDocument } from '../ingestion/document-loader.ts';
import { recursiveSplitter } from '../ingestion/splitters/recursive.ts';
import type { ChunkSpan, SplitOptions } from '../ingestion/text-splitter.ts';
import type { Passage } from '../retrieval/passage.ts';
import type { WebResult } from './search-engine.ts';

/** As the older system splits what it finds. */
export const pageSplitting: SplitOptions = {
  chunkSize: 500,
  chunkOverlap: 50,
  splitter: 'recursive',
  titleEnhancement: false,
  headingPrefix: false,
};
const passagesPerPageLimit = 80;
/** A page of fewer characters asks for consent, or for scripts; what the engine says of it tells more. */
const fewestPageChars = 200;
const paragraph = /[^\n]+(?:\n(?!\n)[^\n]+)*/g;

/** What was read of a page. */
export type ReadPage = { text: string; chunks: ChunkSpan[] };

/** Plain text in passages, as engines send it along. */
function splitText(text: string): ReadPage {
  const blocks = [...text.matchAll(paragraph)].map(
    ({ 0: match, index }): Block => ({ kind: 'paragraph', start: index, end: index + match.length }),
  );
  const document: ParsedDocument = { title: '', text, blocks, notes: [] };
  return { text, chunks: recursiveSplitter.split(document, pageSplitting) };
}

const isTelling = (page: ReadPage | undefined): page is ReadPage => page !== undefined && page.text.trim().length >= fewestPageChars;

/**
 * The passages of what was found, in the engine's order, numbered from 1: of the pages where they could be read, else what the
 * engine quotes of them.
 */
export function passagesOf(results: readonly WebResult[], read: ReadonlyMap<string, ReadPage>): Passage[] {
  const passages: Passage[] = [];
  for (const { url, title, snippet, text } of results) {
    const found = { documentId: url, documentName: title, title };
    const page = read.get(url) ?? (text === undefined ? undefined : splitText(text));
    if (isTelling(page)) {
      for (const [position, { start, end, headingPath }] of page.chunks.slice(0, passagesPerPageLimit).entries()) {
        const heading = headingPath?.join(' > ');
        passages.push({ ...found, id: passages.length + 1, position, text: page.text.slice(start, end), start, end, heading });
      }
    } else if (snippet !== '') {
      passages.push({ ...found, id: passages.length + 1, position: 0, text: snippet, start: 0, end: snippet.length });
    }
  }
  return passages;
}
