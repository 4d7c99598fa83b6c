import type { Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';
import type { Sql } from '../platform/sql.ts';
import type { ChunkEdit, ChunkEditKind } from './chunk-edits.ts';

type EditRow = Prisma.ChunkEditGetPayload<object>;

const kindOf = (row: EditRow): EditRow & { kind: ChunkEditKind } => ({ ...row, kind: row.kind as ChunkEditKind });

/** Oldest first. */
export async function listEdits(sql: Sql, documentId: string): Promise<(EditRow & ChunkEdit)[]> {
  return (await sql.query<EditRow>('SELECT * FROM "ChunkEdit" WHERE "documentId" = ? ORDER BY "createdAt", id', [documentId])).map(kindOf);
}

/** @throws AppError not_found */
export async function getEdit(database: Database, principal: Principal, id: string): Promise<EditRow & ChunkEdit> {
  const row = await database.client.chunkEdit.findFirst({ where: { id, document: { knowledgeBase: knowledgeBasesOf(principal) } } });
  if (!row) throw new AppError('not_found', `Chunk edit ${id} does not exist`);
  return kindOf(row);
}

export async function listEditPage(
  database: Database,
  documentId: string,
  { page, pageSize, isApplied }: { page: number; pageSize: number; isApplied?: boolean },
): Promise<{ items: (EditRow & ChunkEdit)[]; total: number }> {
  const position = isApplied === undefined ? undefined : isApplied ? { not: null } : null;
  const where = { documentId, position };
  const [rows, total] = await Promise.all([
    database.client.chunkEdit.findMany({ where, orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }], skip: (page - 1) * pageSize, take: pageSize }),
    database.client.chunkEdit.count({ where }),
  ]);
  return { items: rows.map(kindOf), total };
}

const meaningOf = (edits: readonly ChunkEdit[]) => JSON.stringify(edits.map(({ id, kind, sourceHash, occurrence, text }) => [id, kind, sourceHash, occurrence, text]));

/** @throws AppError unavailable when a curator changed something since these were read */
export async function requireSameEdits(sql: Sql, documentId: string, edits: readonly ChunkEdit[]): Promise<void> {
  if (meaningOf(await listEdits(sql, documentId)) === meaningOf(edits)) return;
  throw new AppError('unavailable', 'The chunks were edited while the document was read');
}

/** Keeps where the chunk of each edit stands by now. */
export async function settleEdits(sql: Sql, edits: readonly Pick<ChunkEdit, 'id' | 'position'>[], positions: ReadonlyMap<string, number>): Promise<void> {
  for (const { id, position } of edits) {
    const settled = positions.get(id) ?? null;
    if (settled !== position) await sql.execute('UPDATE "ChunkEdit" SET position = ?, "updatedAt" = ? WHERE id = ?', [settled, new Date(), id]);
  }
}

/** Said to the curator beside the document, as long as it is so. */
export async function unmatchedNotes(sql: Sql, documentId: string): Promise<string[]> {
  const [row] = await sql.query<{ count: number }>('SELECT count(*) AS count FROM "ChunkEdit" WHERE "documentId" = ? AND position IS NULL', [documentId]);
  const count = row?.count ?? 0;
  if (count === 0) return [];
  return [count === 1 ? '1 edit no longer matches the text and is not applied' : `${count} edits no longer match the text and are not applied`];
}
