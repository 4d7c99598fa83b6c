import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import type { TableList, TableQuery, TableQueryResult } from '#contracts/table';
import { sweepOrphans } from '../ingestion/sweep-orphans.ts';
import { startTestServer } from '../testing/test-server.ts';
import { makeXlsx, sheetData } from '../testing/xlsx-fixture.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const knowledgeBaseId = (await server.createKnowledgeBase()).id;

const list = async (id = knowledgeBaseId, query = '') => (await server.ask<TableList>('GET', `/api/knowledge-bases/${id}/tables${query}`)).body;
const ask = (sql: string, options: Partial<TableQuery> = {}, id = knowledgeBaseId) =>
  server.ask<TableQueryResult & ErrorBody>('POST', `/api/knowledge-bases/${id}/tables/query`, { sql, ...options });
const rows = async (sql: string) => (await ask(sql)).body.rows;
const tablesFolder = () => path.join(server.dataDir, knowledgeBaseId, 'tables');
const tableFiles = () => readdir(tablesFolder());

const stock = (pears: number) => `fruit,crates\napples,12\npears,${pears}\nplums,3\n`;
const branches = () => makeXlsx([{ name: '华东', xml: sheetData([['城市', '金额'], ['上海', 7.5], ['杭州', 2.5]]) }, { name: 'Codes', xml: sheetData([['City', 'Fruit'], ['上海', 'pears'], ['杭州', 'plums']]) }]);

test('tables are listed with their columns, asked across documents, and each row tells where it stands', async () => {
  const csv = await server.ingest(knowledgeBaseId, 'stock.csv', stock(4));
  const book = await server.ingest(knowledgeBaseId, '门店.xlsx', branches());
  expect((await list()).items.map(({ name, documentName, sheet, rowCount, columns }) => [name, documentName, sheet, rowCount, columns.map((column) => `${column.name} ${column.type}`)])).toEqual([
    ['stock', 'stock.csv', undefined, 3, ['fruit text', 'crates integer']],
    ['门店__华东', '门店.xlsx', '华东', 2, ['城市 text', '金额 real']],
    ['门店__Codes', '门店.xlsx', 'Codes', 2, ['City text', 'Fruit text']],
  ]);
  expect(await list(knowledgeBaseId, '?pageSize=1&page=2')).toMatchObject({ total: 2, items: [{ documentId: book.id }, {}] });
  expect((await list(knowledgeBaseId, `?documentId=${csv.id}`)).items.map(({ name }) => name)).toEqual(['stock']);

  expect(await rows('SELECT sum(crates) FROM stock')).toEqual([[19]]);
  const joined = await ask('SELECT * FROM 门店__Codes c JOIN 门店__华东 d ON c.City = d.城市 JOIN stock s ON s.fruit = c.Fruit ORDER BY 金额');
  expect(joined.body.rows.map((row) => row.slice(-2))).toEqual([['plums', 3], ['pears', 4]]);
  expect(joined.body.sources[1]).toEqual([
    { documentId: book.id, documentName: '门店.xlsx', table: '门店__Codes', sheet: 'Codes', row: 2, range: 'A2:B2' },
    { documentId: book.id, documentName: '门店.xlsx', table: '门店__华东', sheet: '华东', row: 2, range: 'A2:B2' },
    { documentId: csv.id, documentName: 'stock.csv', table: 'stock', row: 3, range: 'A3:B3' },
  ]);
  expect(joined.body.tables.map(({ name }) => name)).toEqual(['stock', '门店__华东', '门店__Codes']);
  expect((await ask('SELECT fruit, _row FROM stock LIMIT 1')).body.sources).toEqual([[{ documentId: csv.id, documentName: 'stock.csv', table: 'stock', row: 2 }]]);
  expect((await ask('SELECT max(crates) FROM stock')).body.sources).toEqual([[]]);
});

test('a newer version of a document replaces its tables, and leaves no file of the older', async () => {
  const before = await tableFiles();
  await server.upload(knowledgeBaseId, { 'stock.csv': stock(40) }, 'replace');
  await vi.waitFor(async () => expect(await rows('SELECT crates FROM stock ORDER BY _row')).toEqual([[12], [40], [3]]), { timeout: 20_000, interval: 200 });
  await vi.waitFor(async () => expect(await tableFiles()).toHaveLength(before.length), { timeout: 10_000, interval: 50 });
});

test('a table file that is missing or damaged is made anew, and said', async () => {
  const files = await tableFiles();
  await rm(path.join(tablesFolder(), files[0]!));
  await writeFile(path.join(tablesFolder(), files[1]!), 'not a database '.repeat(100));
  const [asked, listed] = [await ask('SELECT sum(crates) FROM stock'), await list()];
  expect([asked.status, asked.body.error]).toMatchObject([409, { code: 'not_ready', message: 'The tables of "stock.csv" were missing and are being made anew' }]);
  expect(listed.remaking.map(({ documentName }) => documentName)).toContain('门店.xlsx');
  await vi.waitFor(async () => expect(await list()).toMatchObject({ items: [{}, {}, {}], remaking: [] }), { timeout: 20_000, interval: 500 });
  expect(await rows('SELECT sum(crates), (SELECT sum(金额) FROM 门店__华东) FROM stock')).toEqual([[55, 10]]);
  expect((await tableFiles()).toSorted()).toEqual(files.toSorted());
});

test('hostile SQL reads nothing else, writes nothing, and ends', async () => {
  const contents = async () => Promise.all((await tableFiles()).map((file) => readFile(path.join(tablesFolder(), file), 'hex')));
  const before = await contents();
  for (const sql of [
    `ATTACH '${path.join(server.dataDir, 'lectern.db')}' AS main2`,
    'PRAGMA database_list',
    'SELECT * FROM pragma_database_list',
    'DELETE FROM stock',
    'WITH x AS (SELECT 1) DELETE FROM stock',
    'SELECT 1; DROP TABLE d0.t1',
    'CREATE TABLE d0.x (a)',
    `VACUUM INTO '${path.join(server.dataDir, 'copy.db')}'`,
    `SELECT load_extension('x')`,
    'SELECT * FROM Document',
    'SELECT a FRM stock',
    'SELECT 1 FROM stock) --',
  ]) {
    const { status, body } = await ask(sql);
    expect([sql, status, body.error.code, body.error.details.field]).toEqual([sql, 400, 'invalid_request', 'sql']);
  }
  const bomb = await ask('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n', { timeoutMs: 500 });
  expect([bomb.status, bomb.body.error.code]).toEqual([504, 'timed_out']);
  const endless = await ask('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n', { limit: 1_000 });
  expect([endless.body.rows.length, endless.body.truncated, endless.body.rows.at(-1)]).toEqual([1_000, true, [1_000]]);
  const huge = await ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT printf('%.*c', 100000, 'x') FROM n", { limit: 1_000 });
  expect([huge.body.rows.length, huge.body.truncated]).toEqual([20, true]);
  expect((await ask('SELECT 1', { limit: 1_001 })).body.error.details.field).toBe('limit');
  expect(await contents()).toEqual(before);
  expect(await readdir(server.dataDir)).not.toContain('copy.db');
});

test('at most ten documents are asked at once, and only those of the knowledge base', async () => {
  const { id } = await server.createKnowledgeBase();
  const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`part${index}.csv`, `name,size\none,${index}\ntwo,${index * 2}\n`]));
  await server.upload(id, files);
  await vi.waitFor(async () => expect((await list(id)).total).toBe(11), { timeout: 30_000, interval: 300 });
  const all = Object.keys(files).map((name) => `SELECT size FROM ${name.replace('.csv', '')}`);
  expect((await ask(`SELECT sum(size) FROM (${all.slice(1).join(' UNION ALL ')})`, {}, id)).body.rows).toEqual([[165]]);
  const refused = await ask(all.join(' UNION ALL '), {}, id);
  expect([refused.status, refused.body.error.message]).toEqual([400, 'The statement names tables of 11 documents; at most 10 are asked at once']);
  const [first] = (await list(id)).items;
  expect((await ask('SELECT 1', { documentIds: [first!.documentId] })).body.error.details.field).toBe('documentIds');
  expect((await ask(`SELECT * FROM part1`, { documentIds: [(await list(id)).items.find(({ name }) => name === 'part2')!.documentId] }, id)).body.error.message).toBe('no such table: part1');
  expect((await server.ask('GET', '/api/knowledge-bases/none/tables')).status).toBe(404);
  await server.ask('DELETE', `/api/knowledge-bases/${id}`);
  await vi.waitFor(async () => expect(await readdir(server.dataDir)).not.toContain(id), { timeout: 10_000, interval: 50 });
});

test('tables go with their document, and those that nothing leads to are swept', async () => {
  const { documentId } = (await list()).items[0]!;
  const files = await tableFiles();
  expect((await server.ask('DELETE', `/api/documents/${documentId}`)).status).toBe(204);
  expect(await tableFiles()).toHaveLength(files.length - 1);
  expect((await ask('SELECT * FROM stock')).body.error.message).toBe('no such table: stock');
  await writeFile(path.join(tablesFolder(), '00000000-0000-4000-8000-000000000000.db'), '');
  await sweepOrphans(server.context);
  expect(await tableFiles()).toHaveLength(files.length - 1);
});
