import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { failpoint } from '../platform/failpoints.ts';
import { removeUnusedEmbeddings } from '../retrieval/embedding.repository.ts';
import { removeKeywordRows } from '../retrieval/keyword-index.ts';
import { listDocumentChunkIds } from './chunk.repository.ts';
import type { IngestContext } from './ingest.ts';

/** Rows first, in one transaction, then the index, which is a cache, then the file, which nothing leads to any more. */
export async function removeDocument(
  { database, indexes, files }: Pick<IngestContext, 'database' | 'indexes' | 'files'>,
  document: Pick<DocumentRow, 'id' | 'knowledgeBaseId'>,
): Promise<void> {
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
  await files.removeOriginal(document.knowledgeBaseId, document.id);
}
