import type { KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';

/** Those of the knowledge bases that exist and that the principal may search. */
export function listSearchableKnowledgeBases(database: Database, principal: Principal, ids: readonly string[]): Promise<KnowledgeBaseRow[]> {
  return database.client.knowledgeBase.findMany({ where: { id: { in: [...new Set(ids)] }, ownerId: principal.userId } });
}
