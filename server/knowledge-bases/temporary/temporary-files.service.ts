import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { UploadResponse } from '#contracts/document';
import { CreateKnowledgeBase } from '#contracts/knowledge-base';
import type { Splitting } from '#contracts/splitting';
import type { TemporaryFiles, TemporaryUploadResponse } from '#contracts/temporary-files';
import type { AppContext } from '../../context.ts';
import { removeDocument } from '../../ingestion/remove-document.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { uploadDocuments } from '../document.service.ts';
import { createKnowledgeBase, deleteKnowledgeBase } from '../knowledge-base.service.ts';
import { findTemporary, listDocumentsOf, listTemporary, touchTemporary } from './temporary.repository.ts';

/** The files of so many conversations are kept; those that were uploaded to longest ago go first. */
const mostKept = 10;
const keptMs = 24 * 60 * 60_000;

/** Removes what is too old, or too much. */
export async function expireTemporary(context: AppContext, principal: Principal): Promise<void> {
  const rows = await listTemporary(context.database, principal);
  const isOld = (updatedAt: Date) => Date.now() - updatedAt.getTime() > keptMs;
  for (const { id } of rows.filter(({ updatedAt }, index) => index >= mostKept || isOld(updatedAt))) await deleteKnowledgeBase(context, principal, id);
}

/** Whether there are files of a conversation under this id. */
export async function isTemporaryFiles({ database }: Pick<AppContext, 'database'>, principal: Principal, id: string): Promise<boolean> {
  return (await findTemporary(database, principal, id)) !== null;
}

async function open(context: AppContext, principal: Principal, id: string | undefined, splitting: Partial<Splitting> = {}): Promise<string> {
  if (id === undefined) {
    const input = CreateKnowledgeBase.parse({ name: `Files of a conversation ${randomUUID()}`, ...splitting });
    return (await createKnowledgeBase(context, principal, input, true)).id;
  }
  return (await getTemporaryFiles(context, principal, id)).id;
}

/** @throws AppError not_found when the id is unknown or has expired */
export async function getTemporaryFiles({ database }: Pick<AppContext, 'database'>, principal: Principal, id: string): Promise<TemporaryFiles> {
  const row = await findTemporary(database, principal, id);
  if (row) return { id, expiresAt: new Date(row.updatedAt.getTime() + keptMs).toISOString() };
  throw new AppError('not_found', `There are no files ${id}; they may have expired`, { field: 'id', hint: 'Upload them again.' });
}

/** Files for one conversation. `id`: the earlier ones that they take the place of. */
type NewFiles = { id: string | undefined; splitting?: Partial<Splitting>; upload(knowledgeBaseId: string): Promise<UploadResponse> };

/**
 * Takes files for one conversation: they are read and searched like any others, but belong to no knowledge base that is
 * listed, and go after a day, or when ten others came after them. Uploaded again under their id, the new files take the place of the old.
 * @throws AppError not_found when the id is unknown or has expired
 */
export async function keepTemporaryFiles(context: AppContext, principal: Principal, { id: given, splitting, upload }: NewFiles): Promise<TemporaryUploadResponse> {
  const id = await open(context, principal, given, splitting);
  const earlier = await listDocumentsOf(context.database, id);
  try {
    const answer = await upload(id);
    const kept = new Set(answer.documents.map((document) => document.id));
    for (const document of earlier.filter((each) => !kept.has(each.id) && each.parentId === null)) await removeDocument(context, document);
    await touchTemporary(context.database, id);
    await expireTemporary(context, principal);
    return { ...answer, id };
  } catch (error) {
    if (given === undefined) await deleteKnowledgeBase(context, principal, id);
    throw error;
  }
}

/** The files of a request. @throws AppError as `keepTemporaryFiles`; invalid_request when there are none */
export function receiveTemporaryFiles(context: AppContext, principal: Principal, id: string | undefined, request: Request, signal: AbortSignal): Promise<TemporaryUploadResponse> {
  const upload = (knowledgeBaseId: string) => uploadDocuments(context, principal, knowledgeBaseId, { existing: 'replace', ingest: true }, request, signal);
  return keepTemporaryFiles(context, principal, { id, upload });
}

/** @throws AppError not_found */
export async function removeTemporaryFiles(context: AppContext, principal: Principal, id: string): Promise<void> {
  await deleteKnowledgeBase(context, principal, await open(context, principal, id));
}
