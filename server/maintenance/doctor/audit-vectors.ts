import { parseBuiltWith } from '../../retrieval/built-with.ts';
import type { Audit } from './audit.ts';
import { findings } from './findings.ts';

const rowsPerQuery = 1_000;
/** Rounding of 32-bit floats over some thousand components. */
const lengthTolerance = 1e-3;

/** A text without a single term has a vector of zeros, which enters no index. */
function isWhole(vector: Uint8Array, dimensions: number): boolean {
  if (vector.length !== dimensions * 4) return false;
  const view = new DataView(vector.buffer, vector.byteOffset, vector.length);
  let sum = 0;
  for (let offset = 0; offset < vector.length; offset += 4) sum += view.getFloat32(offset, true) ** 2;
  return Number.isFinite(sum) && (sum === 0 || Math.abs(Math.sqrt(sum) - 1) <= lengthTolerance);
}

/** Every chunk that is switched on has a vector of the model it is searched with, and a sound one. */
export const auditVectors: Audit = async ({ database }, { knowledgeBase: { id, builtWith } }) => {
  const present = parseBuiltWith(builtWith);
  const missing: number[] = [];
  const damaged: number[] = [];
  for (let last = 0; ; ) {
    const rows = await database.sql.query<{ id: number | bigint; vector: Uint8Array | null }>(
      `SELECT "Chunk".id, "Embedding".vector FROM "Chunk"
       LEFT JOIN "Embedding" ON "Embedding"."textHash" = "Chunk"."textHash" AND "Embedding"."modelKey" = ?
       WHERE "Chunk"."knowledgeBaseId" = ? AND "Chunk"."isEnabled" AND "Chunk".id > ? ORDER BY "Chunk".id LIMIT ${rowsPerQuery}`,
      [present?.modelKey ?? '', id, last],
    );
    for (const row of rows) {
      last = Number(row.id);
      if (row.vector === null) missing.push(last);
      else if (!isWhole(row.vector, present?.dimensions ?? 0)) damaged.push(last);
    }
    if (rows.length < rowsPerQuery) return [...findings('chunk-without-vector', id, missing), ...findings('vector-damaged', id, damaged)];
  }
};
