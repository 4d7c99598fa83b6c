import type { DocumentFilter } from '#contracts/document-filter';
import { wildcard } from '../platform/like-pattern.ts';
import type { Sql, SqlValue } from '../platform/sql.ts';

type Condition = { sql: string; params: SqlValue[] };

const hasAllTags = `NOT EXISTS (SELECT 1 FROM json_each(?) AS asked WHERE asked.value NOT IN (SELECT own.value FROM json_each("Document".tags) AS own))`;
const hasAllMetadata = `NOT EXISTS (
  SELECT 1 FROM json_each(?) AS asked WHERE NOT EXISTS (
    SELECT 1 FROM json_each("Document".metadata) AS own WHERE own.key = asked.key AND own.value LIKE asked.value ESCAPE '\\'))`;

const patterns = (values: Readonly<Record<string, string>>) => JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wildcard(value)])));

/** What a row of "Document" has to fulfil, in SQL. Everything that people wrote is a parameter. */
export function documentCondition({ documentIds, tags, metadata, name }: DocumentFilter): Condition {
  const conditions = [
    documentIds && { sql: '"Document".id IN (SELECT value FROM json_each(?))', param: JSON.stringify(documentIds) },
    tags && { sql: hasAllTags, param: JSON.stringify(tags) },
    metadata && { sql: hasAllMetadata, param: patterns(metadata) },
    name !== undefined && { sql: `"Document".name LIKE ? ESCAPE '\\'`, param: wildcard(name) },
  ].filter((condition) => typeof condition === 'object');
  return { sql: ['1 = 1', ...conditions.map(({ sql }) => sql)].join(' AND '), params: conditions.map(({ param }) => param) };
}

/** The documents of a knowledge base that a filter lets through. */
export async function listAllowedDocumentIds(sql: Sql, knowledgeBaseId: string, filter: DocumentFilter): Promise<string[]> {
  const condition = documentCondition(filter);
  const rows = await sql.query<{ id: string }>(`SELECT id FROM "Document" WHERE "knowledgeBaseId" = ? AND ${condition.sql}`, [knowledgeBaseId, ...condition.params]);
  return rows.map(({ id }) => id);
}

/** The chunks of these documents that are searched. */
export async function listAllowedChunkIds(sql: Sql, documentIds: readonly string[]): Promise<Set<number>> {
  const rows = await sql.query<{ id: number }>('SELECT id FROM "Chunk" WHERE "isEnabled" AND "documentId" IN (SELECT value FROM json_each(?))', [JSON.stringify(documentIds)]);
  return new Set(rows.map(({ id }) => Number(id)));
}
