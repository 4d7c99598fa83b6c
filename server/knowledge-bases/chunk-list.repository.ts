import type { ChunkQuery, ChunkState, DocumentChunk } from '#contracts/chunk';
import type { DocumentFilter } from '#contracts/document-filter';
import type { Chunk as ChunkRow } from '../generated/prisma/client.ts';
import { presentChunk } from '../ingestion/chunk.repository.ts';
import type { Database } from '../platform/database.ts';
import { containing } from '../platform/like-pattern.ts';
import type { SqlValue } from '../platform/sql.ts';
import { documentCondition } from '../retrieval/document-filter.ts';

type ListedRow = ChunkRow & { documentName: string };

const isAddition = `EXISTS (SELECT 1 FROM "ChunkEdit" WHERE "ChunkEdit".id = "Chunk"."editId" AND "ChunkEdit".kind = 'add')`;
const conditionOf: Record<ChunkState, string> = {
  all: '1 = 1',
  enabled: '"Chunk"."isEnabled"',
  disabled: 'NOT "Chunk"."isEnabled"',
  edited: `"Chunk".origin = 'edited'`,
  added: isAddition,
};

/** Driver values as the client gives them for typed queries: SQLite has neither booleans nor safe integers. */
function present(row: ListedRow): DocumentChunk {
  const [id, position, start, end] = [row.id, row.position, row.start, row.end].map(Number) as [number, number, number, number];
  const page = row.page === null ? null : Number(row.page);
  return { ...presentChunk({ ...row, id, position, start, end, page, isEnabled: Boolean(row.isEnabled) }), documentId: row.documentId, documentName: row.documentName };
}

/** Chunks of the documents that fit, in the order of the documents' names. The caller has checked who may see the knowledge base. */
export async function listChunks(
  { sql }: Pick<Database, 'sql'>,
  knowledgeBaseId: string,
  filter: DocumentFilter,
  { query, state, page, pageSize }: ChunkQuery,
): Promise<{ items: DocumentChunk[]; total: number }> {
  const documents = documentCondition(filter);
  const conditions = [`"Chunk"."knowledgeBaseId" = ?`, documents.sql, conditionOf[state], query ? `"Chunk".text LIKE ? ESCAPE '\\'` : '1 = 1'];
  const from = `FROM "Chunk" JOIN "Document" ON "Document".id = "Chunk"."documentId" WHERE ${conditions.join(' AND ')}`;
  const params: SqlValue[] = [knowledgeBaseId, ...documents.params, ...(query ? [containing(query)] : [])];
  const [rows, counts] = await Promise.all([
    sql.query<ListedRow>(
      `SELECT "Chunk".*, "Document".name AS "documentName" ${from} ORDER BY "Document".name, "Document".id, "Chunk".position LIMIT ? OFFSET ?`,
      [...params, pageSize, (page - 1) * pageSize],
    ),
    sql.query<{ total: number | bigint }>(`SELECT count(*) AS total ${from}`, params),
  ]);
  return { items: rows.map(present), total: Number(counts[0]?.total ?? 0) };
}
