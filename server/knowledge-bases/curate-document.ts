import type { BulkRequest, BulkResponse, ReingestDocument, UpdateDocument } from '#contracts/document';
import { tagsPerDocumentLimit } from '#contracts/document-filter';
import type { Splitting } from '#contracts/splitting';
import type { AppContext } from '../context.ts';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { checkDocumentName } from '../ingestion/document-name.ts';
import { splittingFor } from '../ingestion/document-splitting.ts';
import { findPendingVersion } from '../ingestion/document-version.ts';
import { getDocument } from '../ingestion/document.repository.ts';
import { ingestKey } from '../ingestion/job-keys.ts';
import { postponeDocument } from '../ingestion/postpone.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { deleteDocument, retryDocument } from './document.service.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';
import { takeInAgain } from '../ingestion/take-in-again.ts';

type Context = Pick<AppContext, 'database' | 'jobs' | 'progress' | 'passwords' | 'indexes' | 'files'>;

async function refuseTakenName({ database }: Context, { id, knowledgeBaseId }: DocumentRow, name: string): Promise<void> {
  const other = await database.client.document.findFirst({ where: { knowledgeBaseId, name, id: { not: id } } });
  if (other) throw new AppError('conflict', `There is already a document named "${name}"`, { field: 'name', documentId: other.id, hint: 'Choose another name.' });
}

/** As it is stored; what the document says must fit what its knowledge base says. @throws AppError invalid_request */
async function storedSplitting({ database }: Context, principal: Principal, { knowledgeBaseId }: DocumentRow, own: Partial<Splitting> | null): Promise<string | null> {
  if (own === null || Object.keys(own).length === 0) return null;
  const splitting = JSON.stringify(own);
  const { chunkSize, chunkOverlap } = splittingFor({ splitting }, (await getKnowledgeBaseRow(database, principal, knowledgeBaseId)) as Splitting);
  if (chunkOverlap < chunkSize) return splitting;
  throw new AppError('invalid_request', `chunkOverlap (${chunkOverlap}) must be smaller than chunkSize (${chunkSize})`, { field: 'splitting.chunkOverlap' });
}

/** Changes what is said about a document. Other splitting or columns make its chunks anew, unless the caller supplied them. */
export async function updateDocument(context: Context, principal: Principal, id: string, { name, tags, metadata, splitting, columns }: UpdateDocument): Promise<DocumentRow> {
  const { database } = context;
  const document = await getDocument(database, principal, id);
  const given = name === undefined ? undefined : checkDocumentName(name, 'name');
  if (given !== undefined && given !== document.name) await refuseTakenName(context, document, given);
  const own = splitting === undefined ? document.splitting : await storedSplitting(context, principal, document, splitting);
  const data = { name: given, tags: tags && JSON.stringify([...new Set(tags)]), metadata: metadata && JSON.stringify(metadata) };
  await database.write(async (transaction) => {
    await transaction.document.update({ where: { id }, data });
    await transaction.knowledgeBase.update({ where: { id: document.knowledgeBaseId }, data: { revision: { increment: 1 } } });
  });
  const chosen = columns === undefined ? document.columns : columns && JSON.stringify(columns);
  if (own !== document.splitting || chosen !== document.columns) await renew(context, document, { splitting: own, columns: chosen }, true);
  return getDocument(database, principal, id);
}

type HowToRead = Pick<DocumentRow, 'splitting' | 'columns'>;

async function renew(context: Context, document: DocumentRow, { splitting, columns }: HowToRead, keepEdits: boolean): Promise<void> {
  const { id, hasCustomChunks } = document;
  if (hasCustomChunks) return void (await context.database.write((transaction) => transaction.document.update({ where: { id }, data: { splitting, columns } })));
  await takeInAgain(context, document, async (transaction) => {
    await transaction.document.update({ where: { id }, data: { splitting, columns, version: { increment: 1 } } });
    if (!keepEdits) await transaction.chunkEdit.deleteMany({ where: { documentId: id } });
  });
}

/** Makes chunks and vectors of a document anew, as a version of its own. @throws AppError conflict when its chunks were supplied */
export async function reingestDocument(context: Context, principal: Principal, id: string, { splitting, keepEdits }: ReingestDocument): Promise<DocumentRow> {
  const document = await getDocument(context.database, principal, id);
  if (document.hasCustomChunks) {
    throw new AppError('conflict', `The chunks of "${document.name}" were supplied by its curator`, { hint: 'Withdraw them first: DELETE /api/documents/:id/chunks.' });
  }
  const own = splitting === undefined ? document.splitting : await storedSplitting(context, principal, document, splitting);
  await renew(context, document, { splitting: own, columns: document.columns }, keepEdits);
  return getDocument(context.database, principal, id);
}

/** Gives up a newer original that is being taken in, or failed to be; the present one stays. @throws AppError conflict */
export async function discardPending({ database, jobs, files, progress }: Context, principal: Principal, id: string): Promise<DocumentRow> {
  const { name, knowledgeBaseId, chunkCount } = await getDocument(database, principal, id);
  if (chunkCount === 0) throw new AppError('conflict', `"${name}" has no earlier version`, { hint: 'Delete it, or upload it again.' });
  const pending = await jobs.withdraw({ keys: [ingestKey(id)] }, async (transaction) => {
    const row = await transaction.document.findUniqueOrThrow({ where: { id } });
    const version = findPendingVersion(row);
    if (!version) throw new AppError('conflict', `No newer version of "${name}" is waiting`);
    await transaction.parsedText.deleteMany({ where: { originalId: version.originalId } });
    await transaction.document.update({ where: { id }, data: { pending: null, status: 'ready', failure: null } });
    return version;
  });
  await files.removeOriginal(knowledgeBaseId, pending.originalId);
  progress.document(knowledgeBaseId, { documentId: id, name, status: 'ready' });
  return getDocument(database, principal, id);
}

async function setTag(context: Context, principal: Principal, id: string, tag: string, isSet: boolean): Promise<void> {
  const present = JSON.parse((await getDocument(context.database, principal, id)).tags) as string[];
  const others = present.filter((each) => each !== tag);
  if (isSet && others.length >= tagsPerDocumentLimit) throw new AppError('invalid_request', `A document has at most ${tagsPerDocumentLimit} tags`, { field: 'tag' });
  await updateDocument(context, principal, id, { tags: isSet ? [...others, tag] : others });
}

async function act(context: Context, principal: Principal, id: string, request: BulkRequest): Promise<unknown> {
  switch (request.action) {
    case 'delete':
      return deleteDocument(context, principal, id);
    case 'retry':
      return retryDocument(context, principal, id);
    case 'postpone':
      return postponeDocument(context, await getDocument(context.database, principal, id));
    case 'reingest':
      return reingestDocument(context, principal, id, { keepEdits: true });
    case 'tag':
    case 'untag':
      return setTag(context, principal, id, request.tag, request.action === 'tag');
  }
}

/** Does the same to many documents of a knowledge base, each on its own, and tells of each that it could not be done to. */
export async function changeMany(context: Context, principal: Principal, knowledgeBaseId: string, request: BulkRequest): Promise<BulkResponse> {
  await getKnowledgeBaseRow(context.database, principal, knowledgeBaseId);
  const answer: BulkResponse = { done: [], failed: [] };
  for (const id of new Set(request.ids)) {
    try {
      const document = await getDocument(context.database, principal, id);
      if (document.knowledgeBaseId !== knowledgeBaseId) throw new AppError('not_found', `Document ${id} does not exist`);
      await act(context, principal, id, request);
      answer.done.push(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      answer.failed.push({ id, error: { code: error.code, message: error.message } });
    }
  }
  return answer;
}
