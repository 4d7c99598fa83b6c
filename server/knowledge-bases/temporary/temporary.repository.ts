import type { Database } from '../../platform/database.ts';
import { knowledgeBasesOf, type Principal } from '../../platform/principal.ts';

const temporaryOf = (principal: Principal) => ({ ...knowledgeBasesOf(principal), isTemporary: true });

/** Latest first. */
export function listTemporary({ client }: Database, principal: Principal): Promise<{ id: string; updatedAt: Date }[]> {
  return client.knowledgeBase.findMany({ where: temporaryOf(principal), select: { id: true, updatedAt: true }, orderBy: { updatedAt: 'desc' } });
}

export function findTemporary({ client }: Database, principal: Principal, id: string): Promise<{ id: string; updatedAt: Date } | null> {
  return client.knowledgeBase.findFirst({ where: { AND: [temporaryOf(principal), { id }] }, select: { id: true, updatedAt: true } });
}

export async function touchTemporary(database: Database, id: string): Promise<void> {
  await database.write((transaction) => transaction.knowledgeBase.update({ where: { id }, data: { updatedAt: new Date() } }));
}

export function listDocumentsOf({ client }: Database, knowledgeBaseId: string): Promise<{ id: string; knowledgeBaseId: string; parentId: string | null }[]> {
  return client.document.findMany({ where: { knowledgeBaseId }, select: { id: true, knowledgeBaseId: true, parentId: true } });
}
