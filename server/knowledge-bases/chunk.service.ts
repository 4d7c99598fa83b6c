import { randomUUID } from 'node:crypto';
import type { AddChunk, ChunkEdit, ChunkQuery, CustomChunks, DocumentChunk, UpdateChunk } from '#contracts/chunk';
import type { DocumentFilter } from '#contracts/document-filter';
import type { AppContext } from '../context.ts';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { getEdit } from '../ingestion/chunk-edit.repository.ts';
import type { ChunkEdit as Edit } from '../ingestion/chunk-edits.ts';
import { presentChunk } from '../ingestion/chunk.repository.ts';
import { refreshNotes } from '../ingestion/document-version.ts';
import { addChunk, editChunk, type Located, removeChunk, resetChunk } from '../ingestion/edit-chunk.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { listChunks } from './chunk-list.repository.ts';
import { findEditedChunk, getChunk, getCuratedDocument } from './chunk.repository.ts';
import { takeInAgain } from '../ingestion/take-in-again.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';

type Context = Pick<AppContext, 'database' | 'indexes' | 'embeddingModels' | 'jobs' | 'progress'>;

const present = ({ document, chunk }: Located): DocumentChunk => ({ ...presentChunk(chunk), documentId: document.id, documentName: document.name });

export async function readChunk({ database }: Context, principal: Principal, id: string): Promise<DocumentChunk> {
  return present(await getChunk(database, principal, id));
}

/** A page of the chunks of the documents that fit. */
export async function listFittingChunks(
  { database }: Pick<Context, 'database'>,
  principal: Principal,
  knowledgeBaseId: string,
  filter: DocumentFilter,
  query: ChunkQuery,
): Promise<{ items: DocumentChunk[]; total: number }> {
  await getKnowledgeBaseRow(database, principal, knowledgeBaseId);
  return listChunks(database, knowledgeBaseId, filter, query);
}

/** @returns the chunk as it is now, with the id it has now */
export async function updateChunk(context: Context, principal: Principal, id: string, change: UpdateChunk, signal: AbortSignal): Promise<DocumentChunk> {
  const changed = await editChunk(context, await getChunk(context.database, principal, id), change, signal);
  return readChunk(context, principal, changed ? String(changed.id) : id);
}

export async function appendChunk(context: Context, principal: Principal, documentId: string, addition: AddChunk, signal: AbortSignal): Promise<DocumentChunk> {
  const document = await getCuratedDocument(context.database, principal, documentId);
  if (document.chunkCount === 0) {
    throw new AppError('not_ready', `"${document.name}" has no chunks to add one to`, { hint: 'Supply all of its chunks with PUT /api/documents/:id/chunks.' });
  }
  const { id } = await addChunk(context, document, addition, signal);
  return readChunk(context, principal, String(id));
}

export async function deleteChunk(context: Context, principal: Principal, id: string, signal: AbortSignal): Promise<void> {
  await removeChunk(context, await getChunk(context.database, principal, id), signal);
}

export function presentEdit({ createdAt, updatedAt, text, position, ...edit }: Edit & { documentId: string; createdAt: Date; updatedAt: Date }): ChunkEdit {
  const { id, documentId, kind } = edit;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, documentId, kind, text: text ?? '', position: position ?? undefined, isApplied: position !== null, ...times };
}

async function forgetEdit({ database }: Context, documentId: string, id: string): Promise<void> {
  await database.write(async (transaction, sql) => {
    await transaction.chunkEdit.deleteMany({ where: { id } });
    await refreshNotes(sql, documentId);
  });
}

/** Takes one edit back. What was removed comes back with the next making of the chunks, which is queued; everything else at once. */
export async function undoEdit(context: Context, principal: Principal, id: string, signal: AbortSignal): Promise<DocumentRow> {
  const { database } = context;
  const edit = await getEdit(database, principal, id);
  const document = await getCuratedDocument(database, principal, edit.documentId);
  const chunk = edit.position === null ? undefined : await findEditedChunk(database, edit);
  if (edit.position !== null && edit.kind === 'remove') await takeInAgain(context, document, (transaction) => transaction.chunkEdit.deleteMany({ where: { id } }));
  else if (!chunk) await forgetEdit(context, document.id, id);
  else {
    if (edit.kind === 'disable') await editChunk(context, { document, chunk }, { isEnabled: true }, signal);
    else if (edit.kind === 'replace') await resetChunk(context, { document, chunk }, signal);
    else await removeChunk(context, { document, chunk }, signal);
  }
  return getCuratedDocument(database, principal, document.id);
}

/** Words whose chunk is gone become a chunk of their own, the last of the document. @throws AppError conflict */
export async function addFromEdit(context: Context, principal: Principal, id: string, signal: AbortSignal): Promise<DocumentChunk> {
  const edit = await getEdit(context.database, principal, id);
  if (edit.position !== null || edit.kind !== 'replace' || edit.text === null) {
    throw new AppError('conflict', 'Only words that are not applied become a chunk of their own', { kind: edit.kind, isApplied: edit.position !== null });
  }
  const document = await getCuratedDocument(context.database, principal, edit.documentId);
  const chunk = await addChunk(context, document, { text: edit.text }, signal, edit);
  return readChunk(context, principal, String(chunk.id));
}

/** The caller's chunks take the place of the document's. The edits of before go with the chunks they were about. */
export async function supplyChunks(context: Context, principal: Principal, documentId: string, { chunks }: CustomChunks): Promise<DocumentRow> {
  const document = await getCuratedDocument(context.database, principal, documentId);
  const edits = chunks.map(({ text }, position) => ({ id: randomUUID(), documentId, kind: 'add', text, position }));
  await takeInAgain(context, document, async (transaction) => {
    await transaction.chunkEdit.deleteMany({ where: { documentId } });
    await transaction.chunkEdit.createMany({ data: edits });
    await transaction.document.update({ where: { id: documentId }, data: { hasCustomChunks: true } });
  });
  return getCuratedDocument(context.database, principal, documentId);
}

/** Back to the chunks that are made from the document's text. @throws AppError conflict when it has no others */
export async function withdrawChunks(context: Context, principal: Principal, documentId: string): Promise<DocumentRow> {
  const document = await getCuratedDocument(context.database, principal, documentId);
  if (!document.hasCustomChunks) throw new AppError('conflict', `The chunks of "${document.name}" are its own already`);
  await takeInAgain(context, document, async (transaction) => {
    await transaction.chunkEdit.deleteMany({ where: { documentId } });
    await transaction.document.update({ where: { id: documentId }, data: { hasCustomChunks: false } });
  });
  return getCuratedDocument(context.database, principal, documentId);
}
