import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import { type Database, isUniqueViolation } from './database.ts';
import { armFailpoints } from './failpoints.ts';
import type { Sql } from './sql.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  armFailpoints(undefined);
  vi.restoreAllMocks();
  await database[Symbol.asyncDispose]();
});

const putSetting = (key: string) => database.writeSql((sql) => sql.execute('INSERT INTO "Setting" (key, value, "updatedAt") VALUES (?, ?, ?)', [key, '1', new Date()]));

test('writes survive a power cut: the log is on disk before a write returns', async () => {
  expect(await database.sql.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  let sync = () => {};
  const syncing = new Promise<void>((resolve) => (sync = resolve));
  vi.spyOn(WriteAheadLog.prototype, 'sync').mockReturnValueOnce(syncing);
  let hasReturned = false;
  const write = putSetting('new').then(() => (hasReturned = true));
  await vi.waitFor(async () => expect(await database.client.setting.count()).toBe(1));
  expect(hasReturned).toBe(false);
  sync();
  expect(await write).toBe(true);
});

test('where the disk refuses the log, the process ends, since nobody knows what is on it', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('exit');
  });
  armFailpoints('database.sync=eio');
  await expect(putSetting('new')).rejects.toThrow('exit');
  expect(exit).toHaveBeenCalledWith(1);
});

test('both ways of writing change the same transaction, keep foreign keys, and name a value that is there already', async () => {
  await database.write(async (transaction, sql) => {
    await transaction.setting.create({ data: { key: 'a', value: '1' } });
    expect(await sql.execute('UPDATE "Setting" SET value = ?', ['2'])).toBe(1);
    expect(await transaction.setting.findUnique({ where: { key: 'a' } })).toMatchObject({ value: '2' });
  });
  const twice = await putSetting('a').catch((error: unknown) => error);
  expect(isUniqueViolation(twice)).toBe(true);
  const stray = database.writeSql((sql) => sql.execute(`INSERT INTO "Message" (id, "conversationId", position, role, text) VALUES ('m', 'nowhere', 0, 'user', '')`));
  await expect(stray).rejects.toThrow('FOREIGN KEY');
});

test('what plain SQL reads has the types of its columns', async () => {
  await putSetting('a');
  const [row] = await database.sql.query('SELECT "updatedAt", x\'0102\' AS blob, 7 AS number, NULL AS missing FROM "Setting"');
  expect(row).toEqual({ updatedAt: (await database.client.setting.findFirstOrThrow()).updatedAt, blob: new Uint8Array([1, 2]), number: 7, missing: null });
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

test('a transaction that SQLite ended takes nothing more, and leaves nothing', async () => {
  const put = (sql: Sql, key: string) => sql.execute('INSERT OR ROLLBACK INTO "Setting" (key, value, "updatedAt") VALUES (?, ?, ?)', [key, '1', new Date()]);
  const change = database.writeSql(async (sql) => {
    await put(sql, 'a');
    await expect(put(sql, 'a')).rejects.toThrow('UNIQUE');
    await put(sql, 'b');
  });
  await expect(change).rejects.toThrow('The transaction has ended');
  expect(await database.client.setting.count()).toBe(0);
});

test('what is left running by a change does not get into the next one', async () => {
  let left: Sql | undefined;
  await database.writeSql(async (sql) => void (left = sql));
  await database.writeSql(async () => {
    await expect(left!.execute('DELETE FROM "User"')).rejects.toThrow('The transaction has ended');
  });
  expect(await database.client.user.count()).toBe(1);
});

test('what Prisma writes within a change comes back as the same values, whoever reads it', async () => {
  const createdAt = new Date('2026-01-02T03:04:05.678Z');
  await database.write(async (transaction, sql) => {
    await transaction.toolServer.create({ data: { id: 't', name: 'ä', isOn: false, transport: '{}', createdAt } });
    await transaction.embedding.create({ data: { modelKey: 'm', textHash: 'h', vector: new Uint8Array([1, 2]) } });
    expect(await sql.query('SELECT "isOn", "needsApproval", "createdAt" FROM "ToolServer"')).toEqual([{ isOn: false, needsApproval: true, createdAt }]);
    expect(await transaction.toolServer.findFirst()).toMatchObject({ isOn: false, needsApproval: true, createdAt });
    expect(await transaction.embedding.findFirst()).toMatchObject({ vector: new Uint8Array([1, 2]) });
  });
  const twice = database.write((transaction) => transaction.toolServer.create({ data: { id: 't', name: 'b', transport: '{}' } }));
  expect(isUniqueViolation(await twice.catch((error: unknown) => error))).toBe(true);
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

test('a read that is remembered is made once, and again after a change of what it may depend on', async () => {
  let reads = 0;
  const value = () =>
    database.remember('value', async () => {
      reads++;
      return (await database.client.setting.findUnique({ where: { key: 'a' } }))?.value;
    });
  expect([await value(), await value(), reads]).toEqual([undefined, undefined, 1]);
  await database.write((transaction) => transaction.setting.create({ data: { key: 'a', value: '1' } }));
  expect([await value(), reads]).toEqual(['1', 2]);
  await database.write((transaction) => transaction.conversation.deleteMany());
  expect([await value(), reads]).toEqual(['1', 2]);
  await database.writeSql((sql) => sql.execute('UPDATE "Setting" SET value = ? WHERE key = ?', ['2', 'a']));
  expect([await value(), reads]).toEqual(['2', 3]);
});

test('a read that fails is not remembered', async () => {
  const fail = () => Promise.reject(new Error('not now'));
  await expect(database.remember('value', fail)).rejects.toThrow('not now');
  expect(await database.remember('value', () => Promise.resolve(1))).toBe(1);
});
