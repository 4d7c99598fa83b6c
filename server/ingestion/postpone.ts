import type { DocumentFailure } from '#contracts/document';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { JobQueue } from '../platform/jobs.ts';
import { removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import { removeKeywordRows } from '../retrieval/keyword-index.ts';
import { listDocumentChunkIds, removeDocumentChunks } from './chunk.repository.ts';
import { setDocumentStatus } from './document.repository.ts';
import type { IngestContext } from './ingest.ts';
import { ingestKey } from './job-keys.ts';

/** Said of a document that is kept and not taken in, because somebody wants it so. */
export const postponed: DocumentFailure = {
  stage: 'queued',
  code: 'postponed',
  message: 'Kept, and not taken in',
  hint: 'Try it again to take it in.',
};

type PostponeContext = Pick<IngestContext, 'indexes' | 'progress'> & { jobs: Pick<JobQueue, 'withdraw'> };

/** Takes a document out of the index; its original, its text and what its curators changed stay. When this returns, nothing finds it. */
export async function postponeDocument({ indexes, progress, jobs }: PostponeContext, { id, knowledgeBaseId, name }: DocumentRow): Promise<void> {
  const removed = await jobs.withdraw({ keys: [ingestKey(id)] }, async (transaction, sql) => {
    const chunkIds = await listDocumentChunkIds(sql, id);
    const texts = await transaction.chunk.findMany({ where: { documentId: id }, select: { textHash: true } });
    await removeKeywordRows(sql, knowledgeBaseId, chunkIds);
    await removeDocumentChunks(sql, id);
    await removeUnusedEmbeddings(sql, texts.map(({ textHash }) => textHash));
    await setDocumentStatus(sql, id, 'failed', postponed);
    await transaction.document.update({ where: { id }, data: { chunkCount: 0 } });
    await transaction.knowledgeBase.update({ where: { id: knowledgeBaseId }, data: { revision: { increment: 1 } } });
    failpoint('documents.postpone');
    return chunkIds;
  });
  await indexes.remove({ id: knowledgeBaseId }, removed);
  progress.document(knowledgeBaseId, { documentId: id, name, status: 'failed', failure: postponed });
}
