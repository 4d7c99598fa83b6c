import type { Chunk as ChunkRow, Document as DocumentRow, KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { Sql } from '../platform/sql.ts';
import { type BuiltWith, modelKeyOf, parseBuiltWith } from '../retrieval/built-with.ts';
import { missingTextHashes, removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import { addKeywordRows, removeKeywordRows } from '../retrieval/keyword-index.ts';
import { insertChunks, type NewChunk, nextChunkId } from './chunk.repository.ts';
import { claimBuiltWith } from './built-with.repository.ts';
import { refreshNotes } from './document-version.ts';
import type { DraftChunk } from './draft-chunks.ts';
import { embedTexts } from './embed.ts';
import { keywordRows, moveIndexEntries } from './index-chunks.ts';
import type { IngestContext } from './ingest.ts';
import { ingestKey, rebuildKey } from './job-keys.ts';

export type ChangeContext = Pick<IngestContext, 'database' | 'indexes' | 'embeddingModels'>;
export type CuratedDocument = DocumentRow & { knowledgeBase: KnowledgeBaseRow };

export type ChunkChange = {
  document: CuratedDocument;
  /** The chunk as it is; none where one is added. */
  present?: Pick<ChunkRow, 'id' | 'textHash'>;
  /** What takes its place; none where it is removed. */
  draft?: DraftChunk;
  /** Keeps the change for every later time that the chunks are made. @param position where the chunk stands, or stood */
  keep(transaction: Transaction, position: number): Promise<void>;
};

export const changedMeanwhile = () =>
  new AppError('conflict', 'This chunk was changed or removed meanwhile', { hint: 'Load the chunks again, then change what is there now.' });

async function findModel(context: ChangeContext, { knowledgeBase }: CuratedDocument): Promise<{ builtWith: BuiltWith; model: EmbeddingModel }> {
  const builtWith = parseBuiltWith(knowledgeBase.builtWith);
  if (!builtWith) throw new AppError('not_ready', 'No document of this knowledge base has been taken in yet');
  const model = await context.embeddingModels.get(builtWith.embeddingModel);
  if (modelKeyOf(model) !== builtWith.modelKey) throw new AppError('unavailable', 'The embedding model has a new revision; the knowledge base is rebuilt first');
  return { builtWith, model };
}

/** Whoever makes chunks of the document at the same time would make them without the change. */
async function refuseBeside(transaction: Transaction, { id, knowledgeBaseId, name }: DocumentRow): Promise<void> {
  const job = await transaction.job.findFirst({ where: { key: { in: [ingestKey(id), rebuildKey(knowledgeBaseId)] } } });
  if (!job) return;
  const busy = job.kind === 'rebuild' ? 'The knowledge base is being rebuilt' : `"${name}" is being taken in`;
  throw new AppError('not_ready', busy, { hint: 'Change its chunks when that is done.' });
}

/** Chunks and edits behind the place move by one, up or down. */
async function makeRoom(sql: Sql, documentId: string, from: number, by: 1 | -1): Promise<void> {
  for (const table of ['Chunk', 'ChunkEdit']) {
    await sql.execute(`UPDATE "${table}" SET position = position + ? WHERE "documentId" = ? AND position >= ?`, [by, documentId, from]);
  }
}

/** Siblings may have moved since the chunk was read. */
async function takeOut(transaction: Transaction, sql: Sql, knowledgeBaseId: string, { id }: { id: number }): Promise<number> {
  const row = await transaction.chunk.findUnique({ where: { id }, select: { position: true } });
  if (!row) throw changedMeanwhile();
  await transaction.chunk.delete({ where: { id } });
  await removeKeywordRows(sql, knowledgeBaseId, [id]);
  return row.position;
}

async function swap(transaction: Transaction, sql: Sql, { document, present, draft }: ChunkChange): Promise<{ chunk?: NewChunk; position: number }> {
  const { id: documentId, knowledgeBaseId, title } = document;
  const position = present ? await takeOut(transaction, sql, knowledgeBaseId, present) : (draft?.position ?? 0);
  if (present && !draft) await makeRoom(sql, documentId, position + 1, -1);
  if (draft && !present) await makeRoom(sql, documentId, position, 1);
  const chunk = draft && { ...draft, position, id: await nextChunkId(sql) };
  if (chunk) {
    await insertChunks(sql, knowledgeBaseId, documentId, [chunk]);
    await addKeywordRows(sql, knowledgeBaseId, keywordRows(title, [chunk]));
  }
  if (present) await removeUnusedEmbeddings(sql, [present.textHash]);
  return { chunk, position };
}

/**
 * Changes one chunk: only it is embedded, and its siblings stay as they are. Chunk, keyword row and the edit that is
 * kept change in one transaction; then the vector index follows.
 * @returns the chunk as it is now
 * @throws AppError conflict when somebody was first; not_ready while the document or its knowledge base is worked on; unavailable
 */
export async function changeChunk(context: ChangeContext, change: ChunkChange, signal: AbortSignal): Promise<NewChunk | undefined> {
  const { database } = context;
  const { document, present, draft } = change;
  const { builtWith, model } = await findModel(context, document);
  if (draft) await embedTexts(database, model, [draft], signal);
  const write = database.write(async (transaction, sql) => {
    await refuseBeside(transaction, document);
    await claimBuiltWith(sql, document.knowledgeBaseId, builtWith);
    const { chunk, position } = await swap(transaction, sql, change);
    if (draft && (await missingTextHashes(sql, builtWith.modelKey, [draft.textHash])).size > 0) throw new AppError('unavailable', 'Its vector went with another chunk of the same text', { hint: 'Try again.' });
    await change.keep(transaction, position);
    await transaction.document.update({ where: { id: document.id }, data: { chunkCount: { increment: (draft ? 1 : 0) - (present ? 1 : 0) } } });
    await refreshNotes(sql, document.id);
    failpoint('chunks.change');
    return chunk;
  });
  const chunk = await write.catch(async (error: unknown) => {
    if (draft) await database.writeSql((sql) => removeUnusedEmbeddings(sql, [draft.textHash]));
    throw error;
  });
  await moveIndexEntries(context, { id: document.knowledgeBaseId, ...builtWith }, chunk ? [chunk.id] : [], present ? [present.id] : []);
  return chunk;
}
