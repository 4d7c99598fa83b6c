import { stat } from 'node:fs/promises';
import type { Finding, FindingKind } from '#contracts/maintenance';
import { removeKeywordRows } from '../../retrieval/keyword-index.ts';
import type { Repair, RepairContext } from './repair.ts';

/** An upload keeps its file before it writes its row. */
const uploadEndsWithinMs = 10 * 60_000;

export const removeOriginals: Repair = async ({ files }, { id }, originalIds) => {
  for (const originalId of originalIds) {
    const changed = await stat(files.originalPath(id, originalId)).then(({ mtimeMs }) => mtimeMs, () => Date.now());
    if (Date.now() - changed > uploadEndsWithinMs) await files.removeOriginal(id, originalId);
  }
};

export const removeTables: Repair = async ({ files }, { id }, originalIds) => {
  for (const originalId of originalIds) await files.removeTables(id, originalId);
};

type StrayKind = Extract<FindingKind, 'text-without-document' | 'edit-without-document' | 'parent-missing' | 'job-without-document' | 'vector-without-chunk'>;

const statements: Record<StrayKind, string> = {
  'text-without-document': 'DELETE FROM "ParsedText" WHERE "originalId" IN (SELECT value FROM json_each(?))',
  'edit-without-document': 'DELETE FROM "ChunkEdit" WHERE id IN (SELECT value FROM json_each(?))',
  'parent-missing': 'UPDATE "Document" SET "parentId" = NULL WHERE id IN (SELECT value FROM json_each(?))',
  'job-without-document': `DELETE FROM "Job" WHERE state = 'waiting' AND id IN (SELECT value FROM json_each(?))`,
  'vector-without-chunk': `DELETE FROM "Embedding" WHERE "textHash" IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM "Chunk" WHERE "Chunk"."textHash" = "Embedding"."textHash")`,
};

export const isStray = (kind: FindingKind): kind is StrayKind => kind in statements;

export async function removeStrays({ database }: RepairContext, kind: StrayKind, subjects: readonly string[]): Promise<void> {
  await database.writeSql((sql) => sql.execute(statements[kind], [JSON.stringify(subjects)]));
}

/** Nobody is told where such a chunk comes from, so it must not answer. */
export async function removeChunks({ database, indexes }: RepairContext, chunks: readonly Finding[]): Promise<void> {
  for (const knowledgeBaseId of new Set(chunks.map((chunk) => chunk.knowledgeBaseId))) {
    const ids = chunks.filter((chunk) => chunk.knowledgeBaseId === knowledgeBaseId).map(({ subject }) => Number(subject));
    await database.writeSql(async (sql) => {
      await removeKeywordRows(sql, knowledgeBaseId, ids);
      await sql.execute('DELETE FROM "Chunk" WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);
      await sql.execute('UPDATE "KnowledgeBase" SET revision = revision + 1 WHERE id = ?', [knowledgeBaseId]);
    });
    await indexes.remove({ id: knowledgeBaseId }, ids);
  }
}
