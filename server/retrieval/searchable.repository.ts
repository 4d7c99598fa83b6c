import type { KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';

/** Those of the knowledge bases that exist and that the principal may search, in the order they are named. */
export function listSearchableKnowledgeBases(database: Database, principal: Principal, ids: readonly string[]): Promise<KnowledgeBaseRow[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return Promise.resolve([]);
  return database.remember(`searchable ${JSON.stringify([knowledgeBasesOf(principal), wanted])}`, async () => {
    const rows = await database.client.knowledgeBase.findMany({ where: { AND: [knowledgeBasesOf(principal), { id: { in: wanted } }] } });
    return rows.sort((left, right) => wanted.indexOf(left.id) - wanted.indexOf(right.id));
  });
}

/** All that the principal may search, the oldest first; files of conversations are not among them. */
export function listAllSearchableKnowledgeBases(database: Database, principal: Principal, limit: number): Promise<KnowledgeBaseRow[]> {
  return database.client.knowledgeBase.findMany({
    where: { ...knowledgeBasesOf(principal), isTemporary: false },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}
