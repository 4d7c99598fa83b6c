import type { Request } from 'express';
import type { UploadQuery, UploadResponse } from '#contracts/document';
import type { AppContext } from '../context.ts';
import { addDocument, ingestJob } from '../ingestion/add-document.ts';
import { checkDocumentName } from '../ingestion/document-name.ts';
import { getDocument, setDocumentStatus } from '../ingestion/document.repository.ts';
import { removeDocument } from '../ingestion/remove-document.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';
import { receiveFiles } from './receive-files.ts';

type UploadContext = Pick<AppContext, 'config' | 'database' | 'files' | 'jobs' | 'progress'>;

/** Takes the files of a multipart request, each on its own: one that is refused is listed with the reason, the others are kept. */
export async function uploadDocuments(
  context: UploadContext,
  principal: Principal,
  knowledgeBaseId: string,
  { existing, ingest }: UploadQuery,
  request: Request,
  signal: AbortSignal,
): Promise<UploadResponse> {
  await getKnowledgeBaseRow(context.database, principal, knowledgeBaseId);
  const received = await receiveFiles(request, async (givenName, content) => {
    const name = checkDocumentName(givenName);
    const file = await context.files.receive(content, { maxBytes: context.config.maxUploadBytes, signal });
    try {
      return await addDocument(context, { knowledgeBaseId, name, isPostponed: !ingest }, file, existing);
    } catch (error) {
      await context.files.discard(file.temporaryPath);
      throw error;
    }
  });
  const rejected = received.rejected.map(({ name, error }) => ({ name, error: { code: error.code, message: error.message, hint: error.hint ?? '' } }));
  const documents = received.files.map(({ kept }) => kept);
  if (documents.length === 0) {
    const first = received.rejected[0]?.error ?? new AppError('invalid_request', 'There are no files in the field "files"', { field: 'files' });
    throw new AppError(first.code, first.message, { field: 'files', ...first.details, rejected });
  }
  return { documents, rejected };
}

/**
 * Puts a failed document back into the queue; it goes on at the stage that failed.
 * @param password opens an encrypted one; it is kept in memory until then, and nowhere else
 * @throws AppError conflict
 */
export async function retryDocument(context: Pick<AppContext, 'database' | 'jobs' | 'progress' | 'passwords'>, principal: Principal, id: string, password?: string): Promise<void> {
  const document = await getDocument(context.database, principal, id);
  if (document.status !== 'failed') throw new AppError('conflict', `"${document.name}" has not failed; it is ${document.status}`, { status: document.status });
  if (password !== undefined) context.passwords.keep(id, password);
  await context.database.write(async (transaction, sql) => {
    await setDocumentStatus(sql, id, 'queued');
    await context.jobs.add(transaction, ingestJob(document));
  });
  context.progress.document(document.knowledgeBaseId, { documentId: id, name: document.name, status: 'queued' });
  context.jobs.wake();
}

/** When this returns, nothing finds the document any more. */
export async function deleteDocument(
  context: Pick<AppContext, 'database' | 'jobs' | 'progress' | 'indexes' | 'files'>,
  principal: Principal,
  id: string,
): Promise<void> {
  await removeDocument(context, await getDocument(context.database, principal, id));
}
