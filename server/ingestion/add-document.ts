import { randomUUID } from 'node:crypto';
import type { DocumentStatus, ExistingName, UploadResponse } from '#contracts/document';
import type { Document as DocumentRow, Prisma } from '../generated/prisma/client.ts';
import { type Database, isUniqueViolation } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { FileStore, ReceivedFile } from '../platform/files.ts';
import type { JobQueue, NewJob } from '../platform/jobs.ts';
import { findPendingVersion, type PendingVersion } from './document-version.ts';
import { ingestKey } from './job-keys.ts';
import { detectMediaType } from './media-type.ts';
import { postponed } from './postpone.ts';
import type { Progress } from './progress.ts';

export type AddContext = {
  database: Database;
  files: FileStore;
  jobs: Pick<JobQueue, 'add' | 'wake' | 'withdraw'>;
  progress: Progress;
};

/** A file that is to become a document. The caller has checked its name, and that the knowledge base may be written to. */
export type NewDocument = {
  knowledgeBaseId: string;
  name: string;
  /** The document it was found in. */
  parentId?: string;
  /** Where it was fetched; a page fetched again is a newer version of the same document, whatever it is called. */
  sourceUrl?: string;
  /** The file of a watched folder that it follows; it too stays the same document. */
  folder?: { folderId: string; folderPath: string; folderStamp: string };
  /** It is kept, and taken in only when somebody asks for it. A newer version of a document that is there is always taken in. */
  isPostponed?: boolean;
  /** Splitting of its own, partial, as JSON. */
  splitting?: string;
};

export type AddedDocument = UploadResponse['documents'][number];

/** Files over this size let smaller ones go first. */
const largeFileBytes = 2 * 1024 * 1024;

/** What cannot be recognised is kept all the same; taking it in will say what is wrong with it. */
async function mediaTypeOf(name: string, file: ReceivedFile): Promise<string> {
  try {
    return (await detectMediaType({ path: file.temporaryPath, name, sizeBytes: file.sizeBytes })).mediaType;
  } catch (error) {
    if (error instanceof AppError) return 'application/octet-stream';
    throw error;
  }
}

const answer = ({ id, name, status }: DocumentRow, duplicate: boolean): AddedDocument => ({ id, name, status: status as DocumentStatus, duplicate });

/** The document that this file is, or is a newer version of. */
async function findEarlier({ database }: AddContext, { knowledgeBaseId, name, sourceUrl, folder }: NewDocument): Promise<DocumentRow | null> {
  const { document } = database.client;
  if (folder) return document.findFirst({ where: { knowledgeBaseId, folderId: folder.folderId, folderPath: folder.folderPath } });
  if (sourceUrl !== undefined) return document.findFirst({ where: { knowledgeBaseId, sourceUrl } });
  return document.findFirst({ where: { knowledgeBaseId, name }, orderBy: { createdAt: 'desc' } });
}

/** The job that takes a document in. */
export function ingestJob({ id, knowledgeBaseId, sizeBytes }: { id: string; knowledgeBaseId: string; sizeBytes: number }): NewJob {
  return { kind: 'ingest-document', key: ingestKey(id), lane: knowledgeBaseId, payload: { documentId: id }, priority: sizeBytes > largeFileBytes ? 1 : 0 };
}

function announce(context: AddContext, knowledgeBaseId: string, documentId: string, name: string): void {
  context.progress.document(knowledgeBaseId, { documentId, name, status: 'queued' });
  context.jobs.wake();
}

async function insertPostponed({ database, progress }: AddContext, data: Prisma.DocumentUncheckedCreateInput): Promise<AddedDocument> {
  const { id, knowledgeBaseId, name } = data;
  await database.write((transaction) => transaction.document.create({ data: { ...data, status: 'failed', failure: JSON.stringify(postponed) } }));
  progress.document(knowledgeBaseId, { documentId: id, name, status: 'failed', failure: postponed });
  return { id, name, status: 'failed', duplicate: false };
}

async function insert(context: AddContext, document: NewDocument, version: PendingVersion): Promise<AddedDocument> {
  const { folder, isPostponed, ...given } = document;
  const id = version.originalId;
  if (isPostponed) return insertPostponed(context, { ...given, ...folder, ...version, id, status: 'failed' });
  await context.database.write(async (transaction) => {
    await transaction.document.create({ data: { ...given, ...folder, ...version, id, status: 'queued' } });
    await context.jobs.add(transaction, ingestJob({ ...document, id, sizeBytes: version.sizeBytes }));
  });
  announce(context, document.knowledgeBaseId, id, document.name);
  return { id, name: document.name, status: 'queued', duplicate: false };
}

/** Queues the newer original; until it has been taken in whole, the present one answers. */
async function replace(context: AddContext, earlier: DocumentRow, { name, folder, splitting }: NewDocument, version: PendingVersion): Promise<AddedDocument> {
  await context.jobs.withdraw({ keys: [ingestKey(earlier.id)] }, async (transaction) => {
    const data = { ...folder, name, splitting, pending: JSON.stringify(version), status: 'queued', failure: null };
    await transaction.document.update({ where: { id: earlier.id }, data });
    await context.jobs.add(transaction, ingestJob({ ...earlier, sizeBytes: version.sizeBytes }));
    failpoint('documents.replace');
  });
  const overtaken = findPendingVersion(earlier);
  if (overtaken) await context.files.removeOriginal(earlier.knowledgeBaseId, overtaken.originalId);
  announce(context, earlier.knowledgeBaseId, earlier.id, name);
  return { id: earlier.id, name, status: 'queued', duplicate: false };
}

function refuseTakenName({ id, name }: DocumentRow): never {
  throw new AppError('conflict', `"${name}" is there already, with other content`, {
    field: 'existing',
    documentId: id,
    hint: 'Upload it again with existing=replace to update that document, or with existing=keep-both to have both.',
  });
}

/**
 * Keeps the original, then the row and its job in one transaction: once this returns, the document will be taken in, whatever happens.
 * The same content twice in a knowledge base is one document.
 * @throws AppError conflict when the name is taken and `existing` is `refuse`; storage_full
 */
export async function addDocument(context: AddContext, document: NewDocument, file: ReceivedFile, existing: ExistingName): Promise<AddedDocument> {
  const { knowledgeBaseId, name } = document;
  const findSame = () => context.database.client.document.findFirst({ where: { knowledgeBaseId, contentHash: file.sha256 } });
  const [same, earlier] = await Promise.all([findSame(), existing === 'keep-both' ? null : findEarlier(context, document)]);
  const isPending = earlier && findPendingVersion(earlier)?.contentHash === file.sha256;
  if ((same && same.pending === null) || (same && same.id !== earlier?.id) || isPending) {
    await context.files.discard(file.temporaryPath);
    return answer(isPending ? earlier : same!, true);
  }
  // One that never could be read is what the new file is to mend.
  const neverAnswered = earlier?.status === 'failed' && earlier.chunkCount === 0;
  if (earlier && existing === 'refuse' && !neverAnswered) refuseTakenName(earlier);
  const originalId = randomUUID();
  const version = { originalId, contentHash: file.sha256, sizeBytes: file.sizeBytes, mediaType: await mediaTypeOf(name, file) };
  await context.files.keep(file.temporaryPath, knowledgeBaseId, originalId);
  failpoint('documents.kept');
  try {
    return await (earlier ? replace(context, earlier, document, version) : insert(context, document, version));
  } catch (error) {
    await context.files.removeOriginal(knowledgeBaseId, originalId);
    const winner = isUniqueViolation(error) ? await findSame() : undefined;
    if (!winner) throw error;
    return answer(winner, true);
  }
}
