import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from './database.ts';
import { armFailpoints } from './failpoints.ts';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  armFailpoints(undefined);
  await database[Symbol.asyncDispose]();
});

test('writes survive a power cut: the log is on disk before a write returns', async () => {
  expect(await database.sql.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await database.sql.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await database.sql.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
});

test('writes that come together happen one after another, and all of them happen', async () => {
  const increment = () =>
    database.write(async (transaction) => {
      const row = await transaction.setting.findUnique({ where: { key: 'count' } });
      const value = String(Number(row?.value ?? 0) + 1);
      await transaction.setting.upsert({ where: { key: 'count' }, create: { key: 'count', value }, update: { value } });
    });
  await Promise.all(Array.from({ length: 30 }, increment));
  expect((await database.client.setting.findUnique({ where: { key: 'count' } }))?.value).toBe('30');
});

test('reads go on while a write is open, and see nothing of it', async () => {
  await database.write(async (transaction) => {
    await transaction.setting.create({ data: { key: 'new', value: '1' } });
    expect(await database.client.setting.count()).toBe(0);
  });
  expect(await database.client.setting.count()).toBe(1);
});

test('of writes that are committed together, one that fails takes nothing of the others along', async () => {
  const put = (key: string) => database.write((transaction) => transaction.setting.create({ data: { key, value: '1' } }));
  const fail = () =>
    database.write(async (transaction) => {
      await transaction.setting.create({ data: { key: 'half', value: '1' } });
      throw new Error('changed my mind');
    });
  const outcomes = await Promise.allSettled([put('a'), fail(), put('b'), put('a'), put('c')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect((await database.client.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});

test('nobody is told of success before the commit', async () => {
  armFailpoints('database.commit=throw');
  const put = (key: string) => database.write((transaction) => transaction.setting.create({ data: { key, value: '1' } }));
  const outcomes = await Promise.allSettled([put('a'), put('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await database.client.setting.count()).toBe(0);
});

test('a write that fails leaves nothing, and the next one works', async () => {
  armFailpoints('database.commit=throw');
  const write = () => database.write((transaction) => transaction.setting.create({ data: { key: 'new', value: '1' } }));
  await expect(write()).rejects.toThrow('failpoint');
  expect(await database.client.setting.count()).toBe(0);
  await write();
  expect(await database.client.setting.count()).toBe(1);
});

test('a full disk has a name of its own, so that callers can wait', async () => {
  armFailpoints('database.commit=enospc');
  await expect(database.write((transaction) => transaction.setting.count())).rejects.toMatchObject({ code: 'storage_full' });
});

test('the migrations make exactly the columns that the schema names', async () => {
  const schema = await readFile(path.join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)];
  const modelNames = new Set(models.map(([, name]) => name));
  expect(models.length).toBeGreaterThan(5);
  for (const [, name, body] of models) {
    const fields = [...body!.matchAll(/^ {2}(\w+)\s+(\w+)(\[\])?/gm)].filter(([, , type]) => !modelNames.has(type!)).map(([, field]) => field);
    const columns = await database.sql.query<{ name: string }>(`PRAGMA table_info("${name}")`);
    expect(columns.map((column) => column.name).sort(), name).toEqual(fields.sort());
  }
});
