import type { Chunk as ChunkRow } from '../generated/prisma/client.ts';
import { changedMeanwhile, type CuratedDocument } from '../ingestion/change-chunk.ts';
import type { ChunkEdit } from '../ingestion/chunk-edits.ts';
import { nextChunkId } from '../ingestion/chunk.repository.ts';
import { hashText } from '../ingestion/draft-chunks.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';

const withKnowledgeBase = { include: { knowledgeBase: true } };
const owned = (principal: Principal) => ({ knowledgeBase: knowledgeBasesOf(principal) });

/** A chunk and its document. @throws AppError conflict when a chunk with this id is gone; not_found when there never was one */
export async function getChunk(database: Database, principal: Principal, id: string): Promise<{ document: CuratedDocument; chunk: ChunkRow }> {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN;
  const row = Number.isNaN(number) ? null : await database.client.chunk.findFirst({ where: { id: number, ...owned(principal) }, include: { document: withKnowledgeBase } });
  if (row) return { document: row.document, chunk: row };
  if (number >= 1 && number < (await nextChunkId(database.sql))) throw changedMeanwhile();
  throw new AppError('not_found', `Chunk ${id} does not exist`);
}

/** @throws AppError not_found */
export async function getCuratedDocument(database: Database, principal: Principal, id: string): Promise<CuratedDocument> {
  const row = await database.client.document.findFirst({ where: { id, ...owned(principal) }, ...withKnowledgeBase });
  if (!row) throw new AppError('not_found', `Document ${id} does not exist`);
  return row;
}

/** The chunk that an edit is about; undefined where it was removed. @throws AppError conflict when it is not where the edit says */
export async function findEditedChunk({ client }: Database, edit: ChunkEdit & { documentId: string }): Promise<ChunkRow | undefined> {
  const { documentId, sourceHash, occurrence, position } = edit;
  const beside = sourceHash === null ? [] : await client.chunkEdit.findMany({ where: { documentId, sourceHash, occurrence } });
  if (beside.some(({ kind }) => kind === 'remove')) return undefined;
  const giver = edit.kind === 'disable' ? beside.find(({ kind }) => kind === 'replace')?.id : edit.id;
  const chunk = await client.chunk.findFirst({ where: giver === undefined ? { documentId, position: position ?? -1 } : { documentId, editId: giver } });
  const isMeant = chunk && (giver !== undefined || chunk.editId === sourceHash || hashText(chunk.text) === sourceHash);
  if (!isMeant) throw changedMeanwhile();
  return chunk;
}
