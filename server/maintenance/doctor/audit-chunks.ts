import { messageOf } from '../../platform/errors.ts';
import { checkKeywordTable, listKeywordRowIds } from '../../retrieval/keyword-index.ts';
import type { Audit } from './audit.ts';
import { findings, isUnderWay, without } from './findings.ts';

/** Documents count their chunks rightly, and the keyword rows are those of the chunks that are switched on. */
export const auditChunks: Audit = async ({ database }, { knowledgeBase: { id } }) => {
  const { client, sql } = database;
  const documents = await client.document.findMany({ where: { knowledgeBaseId: id }, select: { id: true, status: true, chunkCount: true, charCount: true, hasCustomChunks: true } });
  const removals = await client.chunkEdit.findMany({ where: { kind: 'remove', document: { knowledgeBaseId: id } }, select: { documentId: true } });
  const curated = new Set(removals.map(({ documentId }) => documentId));
  const settled = documents.filter((document) => !isUnderWay(document));
  const keywordIds = await listKeywordRowIds(sql, id).then((ids) => new Set(ids), () => undefined);
  const chunks = await sql.query<{ id: number; documentId: string; isEnabled: number | boolean }>('SELECT id, "documentId", "isEnabled" FROM "Chunk" WHERE "knowledgeBaseId" = ?', [id]);
  const chunkCounts = new Map<string, number>();
  for (const { documentId } of chunks) chunkCounts.set(documentId, (chunkCounts.get(documentId) ?? 0) + 1);
  const enabled = new Set(chunks.filter(({ isEnabled }) => Number(isEnabled) === 1).map((chunk) => Number(chunk.id)));
  const isDamaged = keywordIds === undefined || (await database.writeSql((sql) => checkKeywordTable(sql, id)).then(() => false, isDamage));
  return [
    ...findings('chunk-count-wrong', id, settled.filter((document) => (chunkCounts.get(document.id) ?? 0) !== document.chunkCount).map((document) => document.id)),
    ...findings('ready-without-chunks', id, settled.filter((document) => document.status === 'ready' && document.charCount > 0 && !document.hasCustomChunks && !curated.has(document.id) && !chunkCounts.has(document.id)).map((document) => document.id)),
    ...(isDamaged ? findings('keywords-damaged', id, [id]) : []),
    ...(keywordIds && !isDamaged ? findings('chunk-without-keywords', id, without(enabled, keywordIds)) : []),
    ...(keywordIds && !isDamaged ? findings('keywords-without-chunk', id, without(keywordIds, enabled)) : []),
  ];
};

function isDamage(error: unknown): true {
  if (/malformed|corrupt|no such table/i.test(messageOf(error))) return true;
  throw error;
}
