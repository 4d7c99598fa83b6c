import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { Transaction } from '../platform/database.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { JobQueue } from '../platform/jobs.ts';
import type { Sql } from '../platform/sql.ts';
import { removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import { removeKeywordRows } from '../retrieval/keyword-index.ts';
import { listDocumentChunkIds } from './chunk.repository.ts';
import { originalIdsOf } from './document-version.ts';
import type { IngestContext } from './ingest.ts';
import { ingestKey } from './job-keys.ts';

type RemoveContext = Pick<IngestContext, 'database' | 'indexes' | 'files' | 'progress'> & { jobs: Pick<JobQueue, 'withdraw'> };

/** Documents in documents in documents; deeper ones are not taken in. */
const deepestFamily = 8;
/** A job that was stopped may have added one more in its last moment. */
const mostPasses = 5;

/** The document, those found in it, those found in them. Gone documents have none. */
async function listFamily({ document }: Pick<Transaction, 'document'>, id: string): Promise<DocumentRow[]> {
  const family = await document.findMany({ where: { id } });
  let generation = family;
  for (let depth = 0; depth < deepestFamily && generation.length > 0; depth++) {
    generation = await document.findMany({ where: { parentId: { in: generation.map((row) => row.id) } } });
    family.push(...generation);
  }
  return family;
}

async function removeRows(transaction: Transaction, sql: Sql, { id, knowledgeBaseId }: DocumentRow): Promise<number[]> {
  const chunkIds = await listDocumentChunkIds(sql, id);
  const texts = await transaction.chunk.findMany({ where: { documentId: id }, select: { textHash: true } });
  await removeKeywordRows(sql, knowledgeBaseId, chunkIds);
  await transaction.document.deleteMany({ where: { id } });
  await removeUnusedEmbeddings(sql, texts.map(({ textHash }) => textHash));
  return chunkIds;
}

/**
 * Removes a document and those that were found in it. Rows and jobs first, in one transaction, then the index, which is a
 * cache, then the files, which nothing leads to any more. When this returns, nothing finds the document.
 */
export async function removeDocument(context: RemoveContext, { id, knowledgeBaseId }: Pick<DocumentRow, 'id' | 'knowledgeBaseId'>): Promise<void> {
  const { database, indexes, files, jobs, progress } = context;
  for (let pass = 0; pass < mostPasses; pass++) {
    const family = await listFamily(database.client, id);
    const known = new Set(family.map((row) => row.id));
    const removed = await jobs.withdraw({ keys: [...known].map(ingestKey) }, async (transaction, sql) => {
      const now = await listFamily(transaction, id);
      if (now.some((row) => !known.has(row.id))) return undefined;
      const chunkIds: number[] = [];
      for (const row of now) chunkIds.push(...(await removeRows(transaction, sql, row)));
      await transaction.knowledgeBase.updateMany({ where: { id: knowledgeBaseId }, data: { revision: { increment: 1 } } });
      failpoint('documents.remove');
      return chunkIds;
    });
    if (!removed) continue;
    await indexes.remove({ id: knowledgeBaseId }, removed);
    for (const row of family) {
      for (const originalId of originalIdsOf(row)) await files.removeOriginal(knowledgeBaseId, originalId);
      progress.removed(knowledgeBaseId, row.id);
    }
    return;
  }
}
