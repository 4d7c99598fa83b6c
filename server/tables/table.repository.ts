import type { Database } from '../platform/database.ts';
import { documentAliases } from './table-names.ts';

/** Media types whose documents have tables. */
const tabularMediaTypes = [
  'text/csv',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'application/vnd.oasis.opendocument.spreadsheet',
];

export type TabularDocument = { id: string; name: string; originalId: string; alias: string };

/** Every spreadsheet and table of values that answers questions, oldest first, each with a name for its tables. */
export async function listTabularDocuments({ client }: Database, knowledgeBaseId: string): Promise<TabularDocument[]> {
  const rows = await client.document.findMany({
    where: { knowledgeBaseId, mediaType: { in: tabularMediaTypes }, chunkCount: { gt: 0 } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, originalId: true },
  });
  return documentAliases(rows);
}
