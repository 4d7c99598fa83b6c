import type { Splitting } from '#contracts/splitting';
import type { AppContext } from '../context.ts';
import { splittingFor } from '../ingestion/document-splitting.ts';
import { findDocumentToIngest } from '../ingestion/document.repository.ts';
import type { IngestContext } from '../ingestion/ingest.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { TabularDocument } from './table.repository.ts';

type Payload = { documentId: string };

const remakeKey = (documentId: string) => `tables:${documentId}`;
/** After the documents that are waiting to be found. */
const priority = 10;

/** Tables are derived: those that are missing or damaged are made anew from the originals, in the background. */
export async function remakeTables({ database, files, jobs }: Pick<AppContext, 'database' | 'files' | 'jobs'>, knowledgeBaseId: string, documents: readonly Pick<TabularDocument, 'id' | 'originalId'>[]): Promise<void> {
  if (documents.length === 0) return;
  for (const { originalId } of documents) await files.removeTables(knowledgeBaseId, originalId);
  await database.write(async (transaction) => {
    const underWay = await transaction.job.findMany({ where: { key: { in: documents.map(({ id }) => remakeKey(id)) } }, select: { key: true } });
    const keys = new Set(underWay.map(({ key }) => key));
    for (const { id: documentId } of documents) {
      const job = { kind: 'remake-tables', key: remakeKey(documentId), lane: knowledgeBaseId, payload: { documentId } satisfies Payload, priority };
      if (!keys.has(job.key)) await jobs.add(transaction, job);
    }
  });
  jobs.wake();
}

/** Reads the original once more, for its tables alone. */
export function remakeTablesHandler({ database, files, parsers }: Pick<IngestContext, 'database' | 'files' | 'parsers'>): JobHandler {
  return {
    async run(payload, { signal }) {
      const document = await findDocumentToIngest(database, (payload as Payload).documentId);
      if (!document) return;
      const { id, name, sizeBytes, knowledgeBaseId, originalId } = document;
      // An update has brought its own meanwhile.
      if (await files.hasTables(knowledgeBaseId, originalId)) return;
      await using workspace = await files.openWorkspace();
      const file = { path: files.originalPath(knowledgeBaseId, originalId), name, sizeBytes };
      const splitting = splittingFor(document, document.knowledgeBase as Splitting);
      const { tablesFile } = await parsers.parse(file, { ...splitting, folder: workspace.path }, signal);
      if (tablesFile) await files.keepTables(tablesFile, knowledgeBaseId, originalId);
      const present = await database.client.document.findUnique({ where: { id }, select: { originalId: true } });
      if (present?.originalId !== originalId) await files.removeTables(knowledgeBaseId, originalId);
    },
    onFailed: async () => {},
  };
}
