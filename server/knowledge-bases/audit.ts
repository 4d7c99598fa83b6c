import { parseBuiltWith } from '../retrieval/built-with.ts';
import { originalIdsOf } from '../ingestion/document-version.ts';
import { listKeywordRowIds } from '../retrieval/keyword-index.ts';
import type { Database } from '../platform/database.ts';
import type { FileStore } from '../platform/files.ts';

/** Something that is not as it must be. `subject` is the id of the document, original, chunk or knowledge base it is about. */
export type Finding = {
  kind:
    | 'original-missing'
    | 'original-without-document'
    | 'chunk-count-wrong'
    | 'chunk-without-keywords'
    | 'keywords-without-chunk'
    | 'chunk-without-vector'
    | 'ready-without-chunks';
  knowledgeBaseId: string;
  subject: string;
};

const without = <Item>(items: Iterable<Item>, others: ReadonlySet<Item>) => [...items].filter((item) => !others.has(item));

async function auditKnowledgeBase(database: Database, knowledgeBase: { id: string; builtWith: string | null }, originals: ReadonlySet<string>): Promise<Finding[]> {
  const { id: knowledgeBaseId } = knowledgeBase;
  const modelKey = parseBuiltWith(knowledgeBase.builtWith)?.modelKey ?? '';
  const documents = await database.client.document.findMany({ where: { knowledgeBaseId }, select: { id: true, status: true, chunkCount: true, charCount: true, originalId: true, pending: true } });
  const chunks = await database.sql.query<{ id: number; documentId: string; isEnabled: number; hasVector: number }>(
    `SELECT "Chunk".id, "Chunk"."documentId", "Chunk"."isEnabled", "Embedding"."modelKey" IS NOT NULL AS "hasVector" FROM "Chunk"
     LEFT JOIN "Embedding" ON "Embedding"."textHash" = "Chunk"."textHash" AND "Embedding"."modelKey" = ?
     WHERE "Chunk"."knowledgeBaseId" = ?`,
    [modelKey, knowledgeBaseId],
  );
  const keywordRowIds = new Set(await listKeywordRowIds(database.sql, knowledgeBaseId));
  const searched = chunks.filter(({ isEnabled }) => Number(isEnabled));
  const searchedIds = new Set(searched.map(({ id }) => Number(id)));
  const emptied = await database.client.chunkEdit.findMany({ where: { document: { knowledgeBaseId }, kind: 'remove' }, select: { documentId: true }, distinct: ['documentId'] });
  const withRemovals = new Set(emptied.map(({ documentId }) => documentId));
  const originalIds = new Set(documents.flatMap(originalIdsOf));
  const chunkCounts = new Map<string, number>();
  for (const { documentId } of chunks) chunkCounts.set(documentId, (chunkCounts.get(documentId) ?? 0) + 1);

  const found = (kind: Finding['kind'], subjects: readonly (string | number)[]) => subjects.map((subject) => ({ kind, knowledgeBaseId, subject: String(subject) }));
  return [
    ...found('original-missing', without(originalIds, originals)),
    ...found('original-without-document', without(originals, originalIds)),
    ...found('chunk-count-wrong', documents.filter(({ id, chunkCount }) => (chunkCounts.get(id) ?? 0) !== chunkCount).map(({ id }) => id)),
    ...found('ready-without-chunks', documents.filter(({ id, status, charCount }) => status === 'ready' && charCount > 0 && !chunkCounts.has(id) && !withRemovals.has(id)).map(({ id }) => id)),
    ...found('chunk-without-keywords', without(searchedIds, keywordRowIds)),
    ...found('keywords-without-chunk', without(keywordRowIds, searchedIds)),
    ...found('chunk-without-vector', searched.filter(({ hasVector }) => !Number(hasVector)).map(({ id }) => id)),
  ];
}

/** Compares rows, keyword rows, vectors and files of every knowledge base with each other, all of them, not a sample. */
export async function audit({ database, files }: { database: Database; files: FileStore }): Promise<Finding[]> {
  const onDisk = new Map((await files.listOriginals()).map(({ knowledgeBaseId, originalIds }) => [knowledgeBaseId, new Set(originalIds)]));
  const knowledgeBases = await database.client.knowledgeBase.findMany({ select: { id: true, builtWith: true } });
  const findings: Finding[] = [];
  for (const knowledgeBase of knowledgeBases) {
    findings.push(...(await auditKnowledgeBase(database, knowledgeBase, onDisk.get(knowledgeBase.id) ?? new Set())));
  }
  return findings;
}
