import { embedTexts } from '../../ingestion/embed.ts';
import { keywordRows } from '../../ingestion/index-chunks.ts';
import type { Sql } from '../../platform/sql.ts';
import { modelKeyOf, parseBuiltWith } from '../../retrieval/built-with.ts';
import { loadVectors } from '../../retrieval/embedding.repository.ts';
import { addKeywordRows, createKeywordTable, dropKeywordTable, removeKeywordRows } from '../../retrieval/keyword-index.ts';
import type { AuditedKnowledgeBase } from './audit.ts';
import type { Repair } from './repair.ts';

const chunksPerWrite = 200;

type ChunkToFind = { id: number; text: string; prefix: string; heading: string | null; title: string };

async function writeKeywordRows(sql: Sql, knowledgeBaseId: string, chunkIds: readonly number[]): Promise<void> {
  const rows = await sql.query<ChunkToFind>(
    `SELECT "Chunk".id, "Chunk".text, "Chunk".prefix, "Chunk".heading, "Document".title FROM "Chunk" JOIN "Document" ON "Document".id = "Chunk"."documentId"
     WHERE "Chunk"."isEnabled" AND "Chunk".id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(chunkIds)],
  );
  // One that came in meanwhile has its row.
  await removeKeywordRows(sql, knowledgeBaseId, chunkIds);
  await addKeywordRows(sql, knowledgeBaseId, rows.flatMap(({ title, id, heading, ...chunk }) => keywordRows(title, [{ ...chunk, id: Number(id), heading: heading ?? undefined, isEnabled: true }])));
}

export const addKeywords: Repair = async ({ database }, { id }, subjects) => {
  const chunkIds = subjects.map(Number);
  for (let first = 0; first < chunkIds.length; first += chunksPerWrite) {
    await database.writeSql((sql) => writeKeywordRows(sql, id, chunkIds.slice(first, first + chunksPerWrite)));
  }
};

export const removeKeywords: Repair = async ({ database }, { id }, subjects) => {
  await database.writeSql((sql) => removeKeywordRows(sql, id, subjects.map(Number)));
};

/** The whole table anew, in one transaction: a search sees the old one or the new one. */
export const renewKeywords: Repair = async ({ database }, { id }) => {
  await database.writeSql(async (sql) => {
    await dropKeywordTable(sql, id);
    await createKeywordTable(sql, id);
    const chunks = await sql.query<{ id: number }>('SELECT id FROM "Chunk" WHERE "knowledgeBaseId" = ?', [id]);
    for (let first = 0; first < chunks.length; first += chunksPerWrite) {
      await writeKeywordRows(sql, id, chunks.slice(first, first + chunksPerWrite).map((chunk) => Number(chunk.id)));
    }
  });
};

async function embedAgain(context: Parameters<Repair>[0], { id, builtWith }: AuditedKnowledgeBase['knowledgeBase'], chunkIds: readonly number[]): Promise<void> {
  const { database, embeddingModels, indexes } = context;
  const present = parseBuiltWith(builtWith);
  const model = present && (await embeddingModels.get(present.embeddingModel));
  // With another revision of the model the knowledge base is rebuilt, which makes all its vectors.
  if (!model || modelKeyOf(model) !== present.modelKey) return;
  const texts = await database.client.chunk.findMany({ where: { id: { in: [...chunkIds] } }, select: { textHash: true, prefix: true, text: true } });
  await embedTexts(database, model, texts, new AbortController().signal);
  await indexes.upsert({ id, ...present }, await loadVectors(database.sql, present.modelKey, chunkIds));
}

export const embedMissing: Repair = (context, knowledgeBase, subjects) => embedAgain(context, knowledgeBase, subjects.map(Number));

export const embedDamaged: Repair = async (context, knowledgeBase, subjects) => {
  const modelKey = parseBuiltWith(knowledgeBase.builtWith)?.modelKey ?? '';
  await context.database.writeSql((sql) =>
    sql.execute(`DELETE FROM "Embedding" WHERE "modelKey" = ? AND "textHash" IN (SELECT "textHash" FROM "Chunk" WHERE id IN (SELECT value FROM json_each(?)))`, [modelKey, JSON.stringify(subjects.map(Number))]),
  );
  await embedAgain(context, knowledgeBase, subjects.map(Number));
};

/** From the rows, beside the one that serves. */
export const renewIndex: Repair = async ({ indexes }, { id, builtWith }) => {
  const present = parseBuiltWith(builtWith);
  if (present) await indexes.rebuild({ id, ...present });
};
