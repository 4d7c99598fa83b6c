import type { Chunk } from '#contracts/document';
import type { ChunkOrigin, ChunkPlace } from '#contracts/search';
import type { Chunk as ChunkRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { type Sql, sqlParameterLimit, type SqlValue } from '../platform/sql.ts';

export type NewChunk = {
  id: number;
  position: number;
  text: string;
  textHash: string;
  page?: number;
  start: number;
  end: number;
  heading?: string;
  termCount: number;
  /** Of its text, where its terms are at hand; they are not stored with it. */
  keywords?: string;
  script: 'han' | 'latin';
  prefix: string;
  origin: ChunkOrigin;
  isEnabled: boolean;
  editId?: string;
  place?: ChunkPlace;
};

const columns = ['id', 'knowledgeBaseId', 'documentId', 'position', 'text', 'textHash', 'page', 'start', 'end', 'heading', 'termCount', 'script', 'prefix', 'origin', 'isEnabled', 'editId', 'place'];

/** Inserts rows in as few statements as the parameter limit allows. */
export async function insertRows(sql: Sql, into: string, width: number, rows: readonly (readonly SqlValue[])[]): Promise<void> {
  const rowsPerStatement = Math.min(500, Math.floor(sqlParameterLimit / width));
  const placeholders = `(${Array(width).fill('?').join(',')})`;
  for (let first = 0; first < rows.length; first += rowsPerStatement) {
    const slice = rows.slice(first, first + rowsPerStatement);
    await sql.execute(`INSERT ${into} VALUES ${slice.map(() => placeholders).join(',')}`, slice.flat());
  }
}

/** The first of the ids that the next chunks get. Ids are never used twice, also after deletions. */
export async function nextChunkId(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ seq: number | bigint }>(`SELECT seq FROM sqlite_sequence WHERE name = 'Chunk'`);
  return Number(row?.seq ?? 0) + 1;
}

export async function insertChunks(sql: Sql, knowledgeBaseId: string, documentId: string, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.map((chunk) => [
    chunk.id,
    knowledgeBaseId,
    documentId,
    chunk.position,
    chunk.text,
    chunk.textHash,
    chunk.page ?? null,
    chunk.start,
    chunk.end,
    chunk.heading ?? null,
    chunk.termCount,
    chunk.script,
    chunk.prefix,
    chunk.origin,
    chunk.isEnabled ? 1 : 0,
    chunk.editId ?? null,
    chunk.place ? JSON.stringify(chunk.place) : null,
  ]);
  await insertRows(sql, `INTO "Chunk" (${columns.map((column) => `"${column}"`).join(', ')})`, columns.length, rows);
}

export async function listDocumentChunkIds(sql: Sql, documentId: string): Promise<number[]> {
  const rows = await sql.query<{ id: number }>('SELECT id FROM "Chunk" WHERE "documentId" = ? ORDER BY position', [documentId]);
  return rows.map((row) => Number(row.id));
}

/** What its chunks are found by, in their order. */
export function listPresentChunks(sql: Sql, documentId: string): Promise<Pick<ChunkRow, 'id' | 'textHash' | 'text' | 'prefix' | 'heading' | 'isEnabled'>[]> {
  return sql.query('SELECT id, "textHash", text, prefix, heading, "isEnabled" FROM "Chunk" WHERE "documentId" = ? ORDER BY position', [documentId]);
}

export function listTextsToEmbed(database: Database, documentId: string): Promise<{ textHash: string; prefix: string; text: string }[]> {
  return database.client.chunk.findMany({ where: { documentId }, select: { textHash: true, prefix: true, text: true } });
}

export async function removeDocumentChunks(sql: Sql, documentId: string): Promise<void> {
  await sql.execute('DELETE FROM "Chunk" WHERE "documentId" = ?', [documentId]);
}

export function presentChunk(row: ChunkRow): Chunk {
  const { id, position, text, page, start, end, heading, origin, isEnabled, editId, prefix, place } = row;
  return {
    id: String(id),
    position,
    text,
    origin: origin as ChunkOrigin,
    isEnabled,
    editId: editId ?? undefined,
    prefix: prefix || undefined,
    place: place ? (JSON.parse(place) as ChunkPlace) : undefined,
    page: page ?? undefined,
    start,
    end,
    heading: heading ?? undefined,
  };
}
