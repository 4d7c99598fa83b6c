import type { AppContext } from '../../context.ts';
import { dropKeywordTable } from '../../retrieval/keyword-index.ts';

/** Until it is whole, a restored knowledge base belongs to somebody who is nobody, so nobody sees it. */
const hiddenOwnerPrefix = 'restoring:';

export const hiddenOwnerOf = (knowledgeBaseId: string) => `${hiddenOwnerPrefix}${knowledgeBaseId}`;

/** Matches the owners of knowledge bases that are there for everybody to see. */
export const visibleOwner = { owner: { id: { not: { startsWith: hiddenOwnerPrefix } } } };

export type HiddenContext = Pick<AppContext, 'database' | 'files' | 'indexes'>;

/** Removes a knowledge base that was not restored whole; one that everybody sees is left alone. */
export async function removeHidden({ database, files, indexes }: HiddenContext, knowledgeBaseId: string): Promise<void> {
  if (!(await database.client.user.findUnique({ where: { id: hiddenOwnerOf(knowledgeBaseId) } }))) return;
  await indexes.drop(knowledgeBaseId);
  await files.removeKnowledgeBase(knowledgeBaseId);
  await database.write(async (transaction, sql) => {
    await dropKeywordTable(sql, knowledgeBaseId);
    await transaction.user.deleteMany({ where: { id: hiddenOwnerOf(knowledgeBaseId) } });
    await sql.execute('DELETE FROM "Embedding" WHERE NOT EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash")');
  });
}

/** At start: what a restore that was cut short has left behind. @returns how many knowledge bases */
export async function sweepHidden(context: HiddenContext): Promise<number> {
  const owners = await context.database.client.user.findMany({ where: { id: { startsWith: hiddenOwnerPrefix } }, select: { id: true } });
  for (const { id } of owners) await removeHidden(context, id.slice(hiddenOwnerPrefix.length));
  return owners.length;
}
