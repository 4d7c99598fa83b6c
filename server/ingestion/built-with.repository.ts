import { AppError } from '../platform/errors.ts';
import type { Sql } from '../platform/sql.ts';
import { type BuiltWith, parseBuiltWith } from '../retrieval/built-with.ts';

/**
 * Call it in the transaction that changes chunks. The first document decides what the knowledge base is built with; a later one made
 * for anything else has to be made anew.
 * @throws AppError unavailable; not_found when the knowledge base has gone
 */
export async function claimBuiltWith(sql: Sql, id: string, builtWith: BuiltWith): Promise<void> {
  const [row] = await sql.query<{ builtWith: string | null }>('SELECT "builtWith" FROM "KnowledgeBase" WHERE id = ?', [id]);
  if (!row) throw new AppError('not_found', `Knowledge base ${id} does not exist`);
  const present = parseBuiltWith(row.builtWith);
  if (present && JSON.stringify(present) !== JSON.stringify(builtWith)) {
    throw new AppError('unavailable', 'The knowledge base was rebuilt while the document was read');
  }
  await sql.execute('UPDATE "KnowledgeBase" SET revision = revision + 1, "builtWith" = ?, "updatedAt" = ? WHERE id = ?', [JSON.stringify(builtWith), new Date(), id]);
}
