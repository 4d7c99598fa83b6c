import type { Sql } from '../platform/sql.ts';
import type { VectorEntry } from './vector-store.ts';

const idsPerQuery = 1_000;

const marks = (count: number) => Array(count).fill('?').join(',');

/** Vectors are stored as little-endian 32-bit floats. A blob from the database may sit at any offset, hence the copy. */
function vectorOf(blob: Uint8Array): Float32Array {
  return new Float32Array(blob.slice().buffer);
}

export function blobOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Which of these texts have no vector of the model yet. */
export async function missingTextHashes(sql: Sql, modelKey: string, textHashes: readonly string[]): Promise<Set<string>> {
  const missing = new Set(textHashes);
  for (let first = 0; first < textHashes.length; first += idsPerQuery) {
    const slice = textHashes.slice(first, first + idsPerQuery);
    const rows = await sql.query<{ textHash: string }>(
      `SELECT "textHash" FROM "Embedding" WHERE "modelKey" = ? AND "textHash" IN (${marks(slice.length)})`,
      [modelKey, ...slice],
    );
    for (const row of rows) missing.delete(row.textHash);
  }
  return missing;
}

/** Removes the vectors of these texts that no chunk has any more. */
export async function removeUnusedEmbeddings(sql: Sql, textHashes: readonly string[]): Promise<void> {
  for (let first = 0; first < textHashes.length; first += idsPerQuery) {
    const slice = textHashes.slice(first, first + idsPerQuery);
    await sql.execute(
      `DELETE FROM "Embedding" WHERE "textHash" IN (${marks(slice.length)})
       AND NOT EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash")`,
      slice,
    );
  }
}

/**
 * Vectors that no chunk has, nor will have. While documents are taken in, their vectors are there before their chunks are;
 * one that failed is spared too, for it goes on with them when it is tried again.
 */
export const isStrayVector = `NOT EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash")
  AND NOT EXISTS (SELECT 1 FROM "Job") AND NOT EXISTS (SELECT 1 FROM "Document" WHERE status NOT IN ('ready', 'failed') OR (status = 'failed' AND "chunkCount" = 0))`;

/** Removes what was embedded for documents that were deleted, or replaced, before they had their chunks. */
export async function removeStrayVectors(sql: Sql): Promise<void> {
  await sql.execute(`DELETE FROM "Embedding" WHERE ${isStrayVector}`, []);
}

/**
 * Removes the vectors of models that no knowledge base is built with, is to be built with, or could go back to.
 * What a rebuild under way has embedded belongs to a model that is in the settings.
 */
export async function removeForgottenModels(sql: Sql): Promise<void> {
  await sql.execute(
    `DELETE FROM "Embedding" WHERE "modelKey" IN (
       SELECT DISTINCT "modelKey" FROM "Embedding" WHERE NOT EXISTS (
         SELECT 1 FROM "KnowledgeBase" WHERE "Embedding"."modelKey" IN (json_extract("builtWith", '$.modelKey'), json_extract("previousSettings", '$.modelKey'))
           OR substr("Embedding"."modelKey", 1, length("embeddingModel") + 1) = "embeddingModel" || '@'))`,
    [],
  );
}

/** The chunks that are searched: all but those that are switched off. */
export async function listChunkIds(sql: Sql, knowledgeBaseId: string): Promise<number[]> {
  const rows = await sql.query<{ id: number }>('SELECT id FROM "Chunk" WHERE "isEnabled" AND "knowledgeBaseId" = ?', [knowledgeBaseId]);
  return rows.map((row) => Number(row.id));
}

/** The vectors of these chunks made by one model; a chunk without one, or that is switched off, is left out. */
export async function loadVectors(sql: Sql, modelKey: string, chunkIds: readonly number[]): Promise<VectorEntry[]> {
  const entries: VectorEntry[] = [];
  for (let first = 0; first < chunkIds.length; first += idsPerQuery) {
    const slice = chunkIds.slice(first, first + idsPerQuery);
    const rows = await sql.query<{ id: number; vector: Uint8Array }>(
      // CROSS JOIN: the chunks are looked up first. Left to itself, SQLite goes through all vectors of the model.
      `SELECT "Chunk".id, "Embedding".vector FROM "Chunk"
       CROSS JOIN "Embedding" ON "Embedding"."textHash" = "Chunk"."textHash" AND "Embedding"."modelKey" = ?
       WHERE "Chunk"."isEnabled" AND "Chunk".id IN (${marks(slice.length)})`,
      [modelKey, ...slice],
    );
    for (const row of rows) entries.push({ id: Number(row.id), vector: vectorOf(row.vector) });
  }
  return entries;
}
