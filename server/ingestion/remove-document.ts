import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { JobQueue } from '../platform/jobs.ts';
import { removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import { removeKeywordRows } from '../retrieval/keyword-index.ts';
import { listDocumentChunkIds } from './chunk.repository.ts';
import { originalIdsOf } from './document-version.ts';
import type { IngestContext } from './ingest.ts';
import { ingestKey } from './job-keys.ts';

type RemoveContext = Pick<IngestContext, 'database' | 'indexes' | 'files' | 'progress'> & { jobs: Pick<JobQueue, 'cancel'> };

/**
 * Removes a document and those that were found in it. Rows first, in one transaction, then the index, which is a cache,
 * then the files, which nothing leads to any more. When this returns, nothing finds the document.
 */
export async function removeDocument(context: RemoveContext, document: Pick<DocumentRow, 'id' | 'knowledgeBaseId'>): Promise<void> {
  const { database, indexes, files, jobs, progress } = context;
  await jobs.cancel(ingestKey(document.id));
  for (const part of await database.client.document.findMany({ where: { parentId: document.id } })) await removeDocument(context, part);
  const row = await database.client.document.findUnique({ where: { id: document.id } });
  if (!row) return;
  const removed = await database.write(async (transaction, sql) => {
    const chunkIds = await listDocumentChunkIds(sql, document.id);
    const texts = await transaction.chunk.findMany({ where: { documentId: document.id }, select: { textHash: true } });
    await removeKeywordRows(sql, document.knowledgeBaseId, chunkIds);
    await transaction.document.deleteMany({ where: { id: document.id } });
    await removeUnusedEmbeddings(sql, texts.map(({ textHash }) => textHash));
    await transaction.knowledgeBase.update({ where: { id: document.knowledgeBaseId }, data: { revision: { increment: 1 } } });
    failpoint('documents.remove');
    return chunkIds;
  });
  await indexes.remove({ id: document.knowledgeBaseId }, removed);
  for (const originalId of originalIdsOf(row)) await files.removeOriginal(document.knowledgeBaseId, originalId);
  progress.removed(document.knowledgeBaseId, document.id);
}
