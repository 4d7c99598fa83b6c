import { setImmediate as breathe } from 'node:timers/promises';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { listEdits } from './chunk-edit.repository.ts';
import { applyEdits, type ChunkEdit, type EditedDrafts } from './chunk-edits.ts';
import { chunkPlace } from './chunk-place.ts';
import type { ParsedDocument } from './document-loader.ts';
import { describeText, draftChunks, type DraftChunk } from './draft-chunks.ts';
import { draftSummary, findIndexedSummary } from './summary-chunk.ts';
import type { ChunkSpan } from './text-splitter.ts';

export type CuratedChunks = EditedDrafts & { edits: readonly ChunkEdit[] };

/** A curator's own chunk. Where the document has its text word for word, it has that place; otherwise it stands for no span. */
export function draftAdded({ text: source, blocks }: Pick<ParsedDocument, 'text' | 'blocks'>, { id, text }: { id: string; text: string }): DraftChunk {
  const start = source.indexOf(text);
  const chunk = { ...describeText(text, ''), position: 0, isEnabled: true, editId: id };
  if (start < 0) return { ...chunk, origin: 'added', start: 0, end: 0 };
  const span = { start, end: start + text.length };
  const block = blocks.find(({ end }) => end > start);
  return { ...chunk, ...span, origin: 'document', page: block?.page, heading: block?.headingPath?.join(' > '), place: chunkPlace(blocks, span) };
}

/** The chunks of a document, made from its text, from what its curators changed, and from its summary if there is one of this content. */
export async function draftCurated(
  database: Database,
  document: Pick<DocumentRow, 'id' | 'hasCustomChunks'> & { contentHash: string },
  parsed: ParsedDocument,
  spans: readonly ChunkSpan[],
): Promise<CuratedChunks> {
  const edits = await listEdits(database.sql, document.id);
  const own = document.hasCustomChunks ? [] : await draftChunks(parsed, spans);
  const added = new Map<string, DraftChunk>();
  for (const { id, kind, text } of edits) {
    if (kind !== 'add' || text === null) continue;
    added.set(id, draftAdded(parsed, { id, text }));
    await breathe();
  }
  const { drafts, positions } = applyEdits(own, added, edits);
  const summary = await findIndexedSummary(database, document);
  return { drafts: summary === undefined ? drafts : [...drafts, draftSummary(summary, drafts.length)], positions, edits };
}
