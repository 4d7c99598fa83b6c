import type { Database } from '../platform/database.ts';
import type { FileStore } from '../platform/files.ts';
import type { Logger } from '../platform/logger.ts';
import { originalIdsOf } from './document-version.ts';

/**
 * Removes files that no row leads to: what an upload left that ended before its row was written, or a deletion after its
 * row was gone. Folders of knowledge bases that are not in the database are left alone: it may be the database that is
 * the wrong one. Run it while nothing is being uploaded.
 */
export async function sweepOrphans({ database, files, log }: { database: Database; files: FileStore; log: Logger }): Promise<number> {
  let removed = await files.sweepIncoming();
  const [knowledgeBases, documents] = await Promise.all([
    database.client.knowledgeBase.findMany({ select: { id: true } }),
    database.client.document.findMany({ select: { originalId: true, pending: true } }),
  ]);
  const knowledgeBaseIds = new Set(knowledgeBases.map(({ id }) => id));
  const originalIds = new Set(documents.flatMap(originalIdsOf));
  for (const onDisk of await files.listOriginals()) {
    if (!knowledgeBaseIds.has(onDisk.knowledgeBaseId)) {
      log.warn({ knowledgeBaseId: onDisk.knowledgeBaseId, originals: onDisk.originalIds.length }, 'a folder of a knowledge base that the database does not know');
      continue;
    }
    for (const originalId of onDisk.originalIds.filter((id) => !originalIds.has(id))) {
      await files.removeOriginal(onDisk.knowledgeBaseId, originalId);
      removed += 1;
    }
    for (const originalId of onDisk.tableIds.filter((id) => !originalIds.has(id))) {
      await files.removeTables(onDisk.knowledgeBaseId, originalId);
      removed += 1;
    }
  }
  if (removed > 0) log.info({ removed }, 'removed files that nothing led to');
  return removed;
}
