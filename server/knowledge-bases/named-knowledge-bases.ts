import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { findKnowledgeBaseRow, listKnowledgeBases } from './knowledge-base.repository.ts';

const listedLimit = 1_000;

/** The oldest of them, up to a thousand, as other programs list them. */
export async function listNamedKnowledgeBases(database: Database, principal: Principal): Promise<KnowledgeBase[]> {
  return (await listKnowledgeBases(database, principal, { page: 1, pageSize: listedLimit })).items;
}

/** The id of the knowledge base that a program names by its id or its name. @throws AppError not_found */
export async function getNamedKnowledgeBaseId(database: Database, principal: Principal, idOrName: string): Promise<string> {
  const row = await findKnowledgeBaseRow(database, principal, idOrName);
  if (!row) throw new AppError('not_found', `There is no knowledge base named "${idOrName}"`, { hint: 'Knowledge bases are named by their name or their id.' });
  return row.id;
}
