import type { Chunk as ChunkRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { changedMeanwhile } from './change-chunk.ts';
import type { ChunkEdit } from './chunk-edits.ts';
import { hashText } from './draft-chunks.ts';

/** How edits name a chunk, see ChunkEdit. */
export type ChunkSource = Required<Pick<ChunkEdit, 'occurrence'>> & { sourceHash: string };

/** Which of the chunks with its text this is, counting those that were removed or got other words. */
async function occurrenceOf({ client }: Database, { id, documentId, text }: ChunkRow, sourceHash: string, edits: readonly ChunkEdit[]): Promise<number> {
  const same = await client.chunk.findMany({ where: { documentId, editId: null, text }, orderBy: { position: 'asc' }, select: { id: true } });
  const elsewhere = edits.filter((edit) => edit.sourceHash === sourceHash && edit.position !== null && (edit.kind === 'replace' || edit.kind === 'remove'));
  const taken = new Set(elsewhere.map(({ occurrence }) => occurrence));
  let occurrence = -1;
  for (const chunk of same) {
    do occurrence++;
    while (taken.has(occurrence));
    if (chunk.id === id) return occurrence;
  }
  throw changedMeanwhile();
}

/** @throws AppError conflict when the chunk or its edit has gone */
export async function sourceOfChunk(database: Database, chunk: ChunkRow, edits: readonly ChunkEdit[]): Promise<ChunkSource> {
  if (chunk.editId === null) {
    const sourceHash = hashText(chunk.text);
    return { sourceHash, occurrence: await occurrenceOf(database, chunk, sourceHash, edits) };
  }
  const edit = edits.find(({ id }) => id === chunk.editId);
  if (!edit) throw changedMeanwhile();
  return edit.kind === 'add' || edit.sourceHash === null ? { sourceHash: edit.id, occurrence: 0 } : { sourceHash: edit.sourceHash, occurrence: edit.occurrence };
}

export function editsOfSource({ sourceHash, occurrence }: ChunkSource, edits: readonly ChunkEdit[]): ChunkEdit[] {
  return edits.filter((edit) => edit.sourceHash === sourceHash && edit.occurrence === occurrence);
}
