import { AppError } from '../platform/errors.ts';
import type { Sql } from '../platform/sql.ts';
import { analyze, type Term } from '../platform/text/terms.ts';

/** A chunk as it is indexed: its text, and what it is called (document title and headings). */
export type KeywordRow = { id: number; body: string; context: string; /** Those of the body, by `keywordsOf`, where it has been analyzed already. */ keywords?: string };

/** The index holds no text, only postings; deleted rows leave at once. Terms arrive normalized and joined by blanks. */
const tableOptions = `content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 tokenchars '.'"`;

const rowsPerInsert = 200;
/** Most postings read for one question: the rarest terms find the passages, the commonest only cost. */
const postingsBudget = 20_000;
const contextWeight = 0.5;
/** Words of the vocabulary compared by spelling for one unknown word. */
const likelyWordsLimit = 2_000;

/** Table names cannot be parameters, so an id goes into one only if it is nothing but hexadecimal digits and hyphens. */
function tableOf(knowledgeBaseId: string): string {
  if (!/^[0-9a-f-]{1,64}$/i.test(knowledgeBaseId)) {
    throw new AppError('invalid_request', `"${knowledgeBaseId}" is not the id of a knowledge base`, { field: 'knowledgeBaseId' });
  }
  return `keywords_${knowledgeBaseId.replaceAll('-', '_')}`;
}

/** What the index is told of a text. */
export const keywordsOf = (terms: readonly Term[]): string => terms.map((term) => term.text).join(' ');
const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;

export async function createKeywordTable(sql: Sql, knowledgeBaseId: string): Promise<void> {
  const table = tableOf(knowledgeBaseId);
  await sql.execute(`CREATE VIRTUAL TABLE IF NOT EXISTS ${table} USING fts5(body, context, ${tableOptions})`);
  await sql.execute(`CREATE VIRTUAL TABLE IF NOT EXISTS ${table}_vocabulary USING fts5vocab(${table}, 'row')`);
}

export async function dropKeywordTable(sql: Sql, knowledgeBaseId: string): Promise<void> {
  const table = tableOf(knowledgeBaseId);
  await sql.execute(`DROP TABLE IF EXISTS ${table}_vocabulary`);
  await sql.execute(`DROP TABLE IF EXISTS ${table}`);
}

/** Call it in the transaction that writes the chunks. */
export async function addKeywordRows(sql: Sql, knowledgeBaseId: string, rows: readonly KeywordRow[]): Promise<void> {
  const table = tableOf(knowledgeBaseId);
  for (let first = 0; first < rows.length; first += rowsPerInsert) {
    const slice = rows.slice(first, first + rowsPerInsert);
    const values = slice.map(() => '(?, ?, ?)').join(', ');
    const params = slice.flatMap((row) => [row.id, row.keywords ?? keywordsOf(analyze(row.body)), keywordsOf(analyze(row.context))]);
    await sql.execute(`INSERT INTO ${table} (rowid, body, context) VALUES ${values}`, params);
  }
}

/** Call it in the transaction that removes the chunks. */
export async function removeKeywordRows(sql: Sql, knowledgeBaseId: string, ids: readonly number[]): Promise<void> {
  await sql.execute(`DELETE FROM ${tableOf(knowledgeBaseId)} WHERE rowid IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
}

/** Ids of every row there is, for comparing them with the chunks. */
export async function listKeywordRowIds(sql: Sql, knowledgeBaseId: string): Promise<number[]> {
  const rows = await sql.query<{ id: number | bigint }>(`SELECT id FROM ${tableOf(knowledgeBaseId)}_docsize`);
  return rows.map((row) => Number(row.id));
}

/** Whether the table is sound within itself. Call it in a write. @throws Error of SQLite when it is not */
export async function checkKeywordTable(sql: Sql, knowledgeBaseId: string): Promise<void> {
  const table = tableOf(knowledgeBaseId);
  await sql.execute(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
}

/** In how many chunks each term occurs; terms in none are left out. */
export async function countDocumentFrequencies(sql: Sql, knowledgeBaseId: string, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.query<{ term: string; doc: number | bigint }>(
    `SELECT vocabulary.term, vocabulary.doc FROM json_each(?) AS asked
     CROSS JOIN ${tableOf(knowledgeBaseId)}_vocabulary AS vocabulary ON vocabulary.term = asked.value`,
    [JSON.stringify(terms)],
  );
  return new Map(rows.map((row) => [row.term, Number(row.doc)]));
}

/** Words of the index that begin with `prefix`, for telling which of them an unknown word may stand for. */
export async function listWordsBeginningWith(sql: Sql, knowledgeBaseId: string, prefix: string): Promise<string[]> {
  const rows = await sql.query<{ term: string }>(
    `SELECT term FROM ${tableOf(knowledgeBaseId)}_vocabulary WHERE term >= ? AND term < ? LIMIT ${likelyWordsLimit}`,
    [prefix, `${prefix}\u{10ffff}`],
  );
  return rows.map((row) => row.term);
}

/** The rarest terms whose postings together stay within the budget; always at least one. */
function affordable(documentFrequencies: ReadonlyMap<string, number>): string[] {
  let postings = 0;
  return [...documentFrequencies]
    .sort(([, left], [, right]) => left - right)
    .filter(([, frequency], index) => (postings += frequency) <= postingsBudget || index === 0)
    .map(([term]) => term);
}

/**
 * Chunks that hold any of the terms, best first by the engine's own BM25, good enough to choose candidates by.
 * @param documentFrequencies of the terms asked for
 * @param documentIds only chunks of these are found
 */
export async function searchKeywords(
  sql: Sql,
  knowledgeBaseId: string,
  documentFrequencies: ReadonlyMap<string, number>,
  limit: number,
  documentIds?: readonly string[],
): Promise<number[]> {
  const terms = affordable(documentFrequencies);
  if (terms.length === 0) return [];
  const table = tableOf(knowledgeBaseId);
  // The plus keeps the engine from asking the index once for every row allowed.
  const allowed = documentIds ? 'AND +rowid IN (SELECT id FROM "Chunk" WHERE "documentId" IN (SELECT value FROM json_each(?)))' : '';
  const rows = await sql.query<{ rowid: number | bigint }>(
    `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ${allowed} ORDER BY bm25(${table}, 1, ${contextWeight}) LIMIT ?`,
    [terms.map(quoted).join(' OR '), ...(documentIds ? [JSON.stringify(documentIds)] : []), limit],
  );
  return rows.map((row) => Number(row.rowid));
}
