import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { DocumentStatus, UploadResponse } from '#contracts/document';
import type { AppContext } from '../context.ts';
import type { Document as DocumentRow, Prisma } from '../generated/prisma/client.ts';
import { findDocumentByHash, getDocument, setDocumentStatus } from '../ingestion/document.repository.ts';
import { detectMediaType } from '../ingestion/media-type.ts';
import { removeDocument } from '../ingestion/remove-document.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';
import { isUniqueViolation } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { ReceivedFile } from '../platform/files.ts';
import type { Principal } from '../platform/principal.ts';
import { checkDocumentName } from './document-name.ts';
import { receiveFiles } from './receive-files.ts';

type UploadContext = Pick<AppContext, 'config' | 'database' | 'files' | 'jobs' | 'progress'>;
type Accepted = UploadResponse['documents'][number];

/** Files over this size let smaller ones go first. */
const largeFileBytes = 2 * 1024 * 1024;

export const ingestKey = (documentId: string) => `document:${documentId}`;

/** What cannot be recognised is kept all the same; taking it in will say what is wrong with it. */
async function mediaTypeOf(name: string, file: ReceivedFile): Promise<string> {
  try {
    return (await detectMediaType({ path: file.temporaryPath, name, sizeBytes: file.sizeBytes })).mediaType;
  } catch (error) {
    if (error instanceof AppError) return 'application/octet-stream';
    throw error;
  }
}

const asDuplicate = ({ id, name, status }: DocumentRow): Accepted => ({ id, name, status: status as DocumentStatus, duplicate: true });

async function insertDocument(context: UploadContext, data: Prisma.DocumentUncheckedCreateInput): Promise<void> {
  await context.database.write(async (transaction) => {
    await transaction.document.create({ data });
    await context.jobs.add(transaction, {
      kind: 'ingest-document',
      key: ingestKey(data.id),
      payload: { documentId: data.id },
      priority: data.sizeBytes > largeFileBytes ? 1 : 0,
    });
  });
}

/** Keeps the original, then the row and its job in one transaction: once this returns, the document will be taken in, whatever happens. */
export async function addDocument(context: UploadContext, principal: Principal, knowledgeBaseId: string, name: string, file: ReceivedFile): Promise<Accepted> {
  const findSame = () => findDocumentByHash(context.database, principal, knowledgeBaseId, file.sha256);
  const same = await findSame();
  if (same) {
    await context.files.discard(file.temporaryPath);
    return asDuplicate(same);
  }
  const id = randomUUID();
  const mediaType = await mediaTypeOf(name, file);
  await context.files.keep(file.temporaryPath, knowledgeBaseId, id);
  failpoint('documents.kept');
  try {
    await insertDocument(context, { id, knowledgeBaseId, name, mediaType, sizeBytes: file.sizeBytes, contentHash: file.sha256, status: 'queued' });
  } catch (error) {
    await context.files.removeOriginal(knowledgeBaseId, id);
    const winner = isUniqueViolation(error) ? await findSame() : undefined;
    if (!winner) throw error;
    return asDuplicate(winner);
  }
  context.progress.document(knowledgeBaseId, { documentId: id, name, status: 'queued' });
  context.jobs.wake();
  return { id, name, status: 'queued', duplicate: false };
}

/** Takes the files of a multipart request, each on its own: one that is refused is listed with the reason, the others are kept. */
export async function uploadDocuments(
  context: UploadContext,
  principal: Principal,
  knowledgeBaseId: string,
  request: Request,
  signal: AbortSignal,
): Promise<UploadResponse> {
  await getKnowledgeBaseRow(context.database, principal, knowledgeBaseId);
  const received = await receiveFiles(request, async (givenName, content) => {
    const name = checkDocumentName(givenName);
    const file = await context.files.receive(content, { maxBytes: context.config.maxUploadBytes, signal });
    try {
      return await addDocument(context, principal, knowledgeBaseId, name, file);
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

/** Puts a failed document back into the queue; it goes on at the stage that failed. @throws AppError conflict */
export async function retryDocument(context: Pick<AppContext, 'database' | 'jobs' | 'progress'>, principal: Principal, id: string): Promise<void> {
  const document = await getDocument(context.database, principal, id);
  if (document.status !== 'failed') throw new AppError('conflict', `"${document.name}" has not failed; it is ${document.status}`, { status: document.status });
  await context.database.write(async (transaction) => {
    await setDocumentStatus(transaction, id, 'queued');
    await context.jobs.add(transaction, { kind: 'ingest-document', key: ingestKey(id), payload: { documentId: id } });
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
  const document = await getDocument(context.database, principal, id);
  await context.jobs.cancel(ingestKey(id));
  await removeDocument(context, document);
  context.progress.removed(document.knowledgeBaseId, id);
}
