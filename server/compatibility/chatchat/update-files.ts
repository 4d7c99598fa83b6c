import type { DeleteDocsRequest, SuppliedDocument, UpdateDocsByIdRequest, UpdateDocsRequest } from '#contracts/chatchat-knowledge-base';
import type { AppContext } from '../../context.ts';
import type { Splitting } from '#contracts/splitting';
import { findDocumentByName, getDocument } from '../../ingestion/document.repository.ts';
import { postponeDocument } from '../../ingestion/postpone.ts';
import { deleteChunk, readChunk, updateChunk, withdrawChunks } from '../../knowledge-bases/chunk.service.ts';
import { reingestDocument } from '../../knowledge-bases/curate-document.ts';
import { deleteDocument } from '../../knowledge-bases/document.service.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { notThere } from './failures.ts';
import { waitUntilSettled } from './settled-documents.ts';
import { isChosen, splittingOf } from './splitting.ts';
import { type Failures, supply } from './take-files.ts';

type Place = { principal: Principal; knowledgeBaseId: string };

const nameOf = (given: string) => given.normalize('NFC').trim();

/** @throws AppError not_found */
export async function getDocumentByName({ database }: Pick<AppContext, 'database'>, { principal, knowledgeBaseId }: Place, name: string) {
  const document = await findDocumentByName(database, principal, knowledgeBaseId, nameOf(name));
  if (!document) throw notThere(`未找到文件 ${name}`);
  return document;
}

/** Does the same with each name; one that it fails for does not keep the others from it. */
async function eachOf<Done>(names: readonly string[], work: (name: string) => Promise<Done>): Promise<{ done: Done[]; failures: Failures }> {
  const done: Done[] = [];
  const failures: Failures = {};
  for (const name of new Set(names)) {
    try {
      done.push(await work(name));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'storage_full') throw error;
      failures[name] = error.message;
    }
  }
  return { done, failures };
}

/** The ids of chunks that a client got here and sends back changed; undefined where any of them has none. */
function chunkIdsOf(supplied: readonly SuppliedDocument[]): string[] | undefined {
  const ids = supplied.map(({ metadata }) => metadata.chunk_id);
  return ids.length > 0 && ids.every((id): id is string => typeof id === 'string') ? ids : undefined;
}

/** Changes the words of one chunk, or removes it; the others of its document stay. @throws AppError not_found, conflict */
async function changeChunk(context: AppContext, { principal, knowledgeBaseId }: Place, id: string, text: string, signal: AbortSignal): Promise<void> {
  const chunk = await readChunk(context, principal, id);
  const document = await getDocument(context.database, principal, chunk.documentId);
  if (document.knowledgeBaseId !== knowledgeBaseId) throw notThere(`未找到文档 ${id}`);
  if (text.trim() === '') await deleteChunk(context, principal, id, signal);
  else if (text.trim() !== chunk.text) await updateChunk(context, principal, id, { text: text.trim() }, signal);
}

/** Chunks that came from here are changed where they stand; others take the place of all that the document has. */
async function supplyOrChange(context: AppContext, place: Place, documentId: string, supplied: readonly SuppliedDocument[], signal: AbortSignal): Promise<void> {
  const ids = chunkIdsOf(supplied);
  if (!ids) return supply(context, place.principal, documentId, supplied);
  for (const [index, id] of ids.entries()) await changeChunk(context, place, id, supplied[index]!.page_content, signal);
}

async function splitAgain(context: AppContext, { principal }: Place, document: { id: string; hasCustomChunks: boolean }, splitting: Partial<Splitting>): Promise<void> {
  if (document.hasCustomChunks) await withdrawChunks(context, principal, document.id);
  await reingestDocument(context, principal, document.id, { splitting: isChosen(splitting) ? splitting : undefined, keepEdits: true });
}

/** Makes the chunks of files anew, or takes those that are supplied, and waits for it. @returns by name, what failed */
export async function updateFiles(context: AppContext, place: Place, request: UpdateDocsRequest, signal: AbortSignal): Promise<Failures> {
  const { docs, override_custom_docs, file_names } = request;
  const splitting = splittingOf(request);
  const { done, failures } = await eachOf([...file_names, ...Object.keys(docs)], async (name) => {
    const document = await getDocumentByName(context, place, name);
    const supplied = docs[name];
    if (supplied) await supplyOrChange(context, place, document.id, supplied, signal);
    else if (!document.hasCustomChunks || override_custom_docs) await splitAgain(context, place, document, splitting);
    return document;
  });
  return { ...failures, ...(await waitUntilSettled(context, place.principal, done, signal)) };
}

/** @returns by the id of the chunk, what failed */
export async function updateChunks(context: AppContext, place: Place, { docs }: UpdateDocsByIdRequest, signal: AbortSignal): Promise<Failures> {
  const { failures } = await eachOf(Object.keys(docs), (id) => changeChunk(context, place, id, docs[id]?.page_content ?? '', signal));
  return failures;
}

/** Takes files out of the search, or away altogether. @returns by name, what failed */
export async function deleteFiles(context: AppContext, place: Place, { file_names, delete_content }: DeleteDocsRequest): Promise<Failures> {
  const { failures } = await eachOf(file_names, async (name) => {
    const document = await getDocumentByName(context, place, name);
    if (delete_content) await deleteDocument(context, place.principal, document.id);
    else await postponeDocument(context, document);
  });
  return failures;
}
