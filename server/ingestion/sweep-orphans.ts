import type { Database } from '../platform/database.ts';
import type { FileStore } from '../platform/files.ts';
import type { Logger } from '../platform/logger.ts';

/**
 * Removes files that no row leads to: what an upload left that ended before its row was written, or a deletion after its
 * row was gone. Folders of knowledge bases that are not in the database are left alone: it may be the database that is
 * the wrong one. Run it while nothing is being uploaded.
 */
export async function sweepOrphans({ database, files, log }: { database: Database; files: FileStore; log: Logger }): Promise<number> {
  let removed = await files.sweepIncoming();
  const [knowledgeBases, documents] = await Promise.all([
    database.client.knowledgeBase.findMany({ select: { id: true } }),
    database.client.document.findMany({ select: { id: true } }),
  ]);
  const knowledgeBaseIds = new Set(knowledgeBases.map(({ id }) => id));
  const documentIds = new Set(documents.map(({ id }) => id));
  for (const onDisk of await files.listOriginals()) {
    if (!knowledgeBaseIds.has(onDisk.knowledgeBaseId)) {
      log.warn({ knowledgeBaseId: onDisk.knowledgeBaseId, documents: onDisk.documentIds.length }, 'a folder of a knowledge base that the database does not know');
      continue;
    }
    for (const documentId of onDisk.documentIds.filter((id) => !documentIds.has(id))) {
      await files.removeOriginal(onDisk.knowledgeBaseId, documentId);
      removed += 1;
    }
  }
  if (removed > 0) log.info({ removed }, 'removed files that nothing led to');
  return removed;
}
