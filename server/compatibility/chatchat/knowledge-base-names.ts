import type { KnowledgeBase } from '#contracts/knowledge-base';
import { listNamedKnowledgeBases } from '../../knowledge-bases/named-knowledge-bases.ts';
import { AppError } from '../../platform/errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Principal } from '../../platform/principal.ts';
import { noKnowledgeBase } from './failures.ts';

export async function findKnowledgeBase(database: Database, principal: Principal, name: string): Promise<KnowledgeBase | undefined> {
  return (await listNamedKnowledgeBases(database, principal)).find((knowledgeBase) => knowledgeBase.name === name);
}

/** @throws AppError not_found */
export async function getKnowledgeBaseByName(database: Database, principal: Principal, name: string): Promise<KnowledgeBase> {
  const knowledgeBase = await findKnowledgeBase(database, principal, name);
  if (!knowledgeBase) throw noKnowledgeBase(name);
  return knowledgeBase;
}

/**
 * Names that would lead elsewhere if they were paths, as they were with the old server.
 * @throws AppError forbidden for these; not_found for an empty one, as old clients expect
 */
export function checkNewName(given: string): string {
  const name = given.trim();
  if (name === '') throw new AppError('not_found', '知识库名称不能为空，请重新填写知识库名称');
  if (/[/\\\p{Cc}\p{Cf}]/u.test(name) || name.startsWith('.')) throw new AppError('forbidden', "Don't attack me");
  return name;
}
