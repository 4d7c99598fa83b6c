import { createClient } from '@libsql/client';
import { beforeEach, expect, test } from 'vitest';
import type { Sql } from '../platform/sql.ts';
import { analyze } from '../platform/text/terms.ts';
import {
  addKeywordRows,
  countDocumentFrequencies,
  createKeywordTable,
  dropKeywordTable,
  keywordsOf,
  listWordsBeginningWith,
  removeKeywordRows,
  searchKeywords,
} from './keyword-index.ts';

const knowledgeBaseId = '0e5fd5ab-4a1f-4e5c-9a0b-1f6d1c6d7e8f';
let sql: Sql;

beforeEach(async () => {
  const client = createClient({ url: ':memory:' });
  sql = {
    query: async <Row>(text: string, params: readonly (string | number | bigint | Uint8Array | null)[] = []) =>
      (await client.execute({ sql: text, args: [...params] })).rows as Row[],
    execute: async (text, params = []) => (await client.execute({ sql: text, args: [...params] })).rowsAffected,
  };
  await createKeywordTable(sql, knowledgeBaseId);
});

async function search(...terms: string[]): Promise<number[]> {
  return searchKeywords(sql, knowledgeBaseId, await countDocumentFrequencies(sql, knowledgeBaseId, terms), 10);
}

test('a chunk is found by its words, its Chinese bigrams and its numbers', async () => {
  await addKeywordRows(sql, knowledgeBaseId, [
    { id: 1, body: '故宫建成于1420年，面积72万平方米。', context: '故宫' },
    { id: 2, body: 'Connections cost 3.5 euros.', context: 'Prices' },
  ]);
  expect(await search('面积')).toEqual([1]);
  expect(await search('1420')).toEqual([1]);
  expect(await search('connect')).toEqual([2]);
  expect(await search('3.5')).toEqual([2]);
  expect(await search('price')).toEqual([2]);
});

test('keywords made before are indexed as those of the text would be', async () => {
  const body = '故宫 holds copper pipes';
  await addKeywordRows(sql, knowledgeBaseId, [
    { id: 1, body, context: '' },
    { id: 2, body: '', keywords: keywordsOf(analyze(body)), context: '' },
  ]);
  for (const { text } of analyze(body)) expect((await search(text)).sort()).toEqual([1, 2]);
});

test('a removed chunk is found no more and counted no more', async () => {
  await addKeywordRows(sql, knowledgeBaseId, [
    { id: 1, body: 'copper pipe', context: '' },
    { id: 2, body: 'copper wire', context: '' },
  ]);
  await removeKeywordRows(sql, knowledgeBaseId, [1]);
  expect(await search('copper')).toEqual([2]);
  expect(await countDocumentFrequencies(sql, knowledgeBaseId, ['copper', 'pipe'])).toEqual(new Map([['copper', 1]]));
});

test('more rows than go into one statement are all indexed', async () => {
  await addKeywordRows(sql, knowledgeBaseId, Array.from({ length: 450 }, (_, index) => ({ id: index + 1, body: 'tin', context: '' })));
  expect(await countDocumentFrequencies(sql, knowledgeBaseId, ['tin'])).toEqual(new Map([['tin', 450]]));
});

test('words that begin alike are listed from the index', async () => {
  await addKeywordRows(sql, knowledgeBaseId, [{ id: 1, body: 'cydippid comb jelly', context: '' }]);
  expect(await listWordsBeginningWith(sql, knowledgeBaseId, 'cy')).toEqual(['cydippid']);
});

test('a question of quotes and operators is only text', async () => {
  await addKeywordRows(sql, knowledgeBaseId, [{ id: 1, body: 'near', context: '' }]);
  expect(await search('near', '"', 'OR', '*')).toEqual([1]);
});

test('a dropped table holds nothing when made again', async () => {
  await addKeywordRows(sql, knowledgeBaseId, [{ id: 1, body: 'tin', context: '' }]);
  await dropKeywordTable(sql, knowledgeBaseId);
  await createKeywordTable(sql, knowledgeBaseId);
  expect(await search('tin')).toEqual([]);
});

test('an id that is not one never reaches the database', async () => {
  await expect(createKeywordTable(sql, 'x; DROP TABLE "Chunk"')).rejects.toThrow('is not the id of a knowledge base');
});
