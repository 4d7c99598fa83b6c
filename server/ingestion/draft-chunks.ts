import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { analyze, scriptOf, termCount } from '../platform/text/terms.ts';
import { keywordsOf } from '../retrieval/keyword-index.ts';
import { chunkPlace } from './chunk-place.ts';
import type { NewChunk } from './chunk.repository.ts';
import type { ParsedDocument } from './document-loader.ts';
import type { ChunkSpan } from './text-splitter.ts';

const chunksPerBreath = 50;

/** A chunk before it has an id. */
export type DraftChunk = Omit<NewChunk, 'id'>;

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What follows from the text of a chunk and what is put before it. */
export function describeText(text: string, prefix: string): Pick<DraftChunk, 'text' | 'prefix' | 'textHash' | 'termCount' | 'keywords' | 'script'> {
  const terms = analyze(text);
  return { text, prefix, textHash: hashText(prefix + text), termCount: termCount(terms), keywords: keywordsOf(terms), script: scriptOf(terms) };
}

/** The chunks as the document has them. Lets other work in between while it counts terms. */
export async function draftChunks(document: ParsedDocument, spans: readonly ChunkSpan[]): Promise<DraftChunk[]> {
  const drafts: DraftChunk[] = [];
  for (const [position, span] of spans.entries()) {
    if (position % chunksPerBreath === chunksPerBreath - 1) await breathe();
    drafts.push({
      ...describeText(document.text.slice(span.start, span.end), span.prefix ?? ''),
      position,
      place: chunkPlace(document.blocks, span),
      origin: 'document',
      isEnabled: true,
      page: span.page,
      start: span.start,
      end: span.end,
      heading: span.headingPath?.join(' > '),
    });
  }
  return drafts;
}
