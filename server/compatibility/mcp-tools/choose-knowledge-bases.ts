import { knowledgeBasesPerTurnLimit } from '#contracts/conversation';
import { getNamedKnowledgeBaseId, listNamedKnowledgeBases } from '../../knowledge-bases/named-knowledge-bases.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';

/** Ids of the named knowledge bases, or of all. @throws AppError not_found; invalid_request when all are too many or none */
export async function chooseKnowledgeBaseIds(database: Database, principal: Principal, named: readonly string[] | undefined): Promise<string[]> {
  if (named) return Promise.all(named.map((name) => getNamedKnowledgeBaseId(database, principal, name)));
  const all = await listNamedKnowledgeBases(database, principal);
  if (all.length > 0 && all.length <= knowledgeBasesPerTurnLimit) return all.map(({ id }) => id);
  throw new AppError('invalid_request', `There are ${all.length} knowledge bases`, {
    hint: `Name 1 to ${knowledgeBasesPerTurnLimit} of them in knowledgeBases.`,
  });
}
