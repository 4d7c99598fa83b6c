import { getNamedKnowledgeBaseId } from '../../knowledge-bases/named-knowledge-bases.ts';
import { AppError } from '../../platform/errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Principal } from '../../platform/principal.ts';
import { noKnowledgeBase } from './failures.ts';

export async function findKnowledgeBaseId(database: Database, principal: Principal, name: string): Promise<string | undefined> {
  return getNamedKnowledgeBaseId(database, principal, name).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
}

/** @throws AppError not_found */
export async function getKnowledgeBaseId(database: Database, principal: Principal, name: string): Promise<string> {
  const id = await findKnowledgeBaseId(database, principal, name);
  if (id === undefined) throw noKnowledgeBase(name);
  return id;
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
