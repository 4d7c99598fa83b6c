import { createClient } from '@libsql/client';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrationsDir, temporaryFolder } from '../testing/test-database.ts';
import { armFailpoints } from './failpoints.ts';
import { migrate } from './migrations.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let directory: string;
let client: ReturnType<typeof createClient>;
let backups: number;
const backUp = async () => void backups++;

beforeEach(async () => {
  folder = await temporaryFolder();
  directory = path.join(folder.path, 'migrations');
  await cp(migrationsDir, directory, { recursive: true });
  client = createClient({ url: `file:${path.join(folder.path, 'test.db')}` });
  backups = 0;
});
afterEach(async () => {
  armFailpoints(undefined);
  client.close();
  await folder.remove();
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name));
  await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

/** The database as it was before a migration, and what takes it further. */
async function migrateBefore(name: string): Promise<() => Promise<unknown>> {
  const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
  await rm(path.join(directory, name), { recursive: true });
  await migrate(client, directory, backUp);
  return async () => {
    await addMigration(name, sql);
    return migrate(client, directory, backUp);
  };
}

const tableNames = async () => (await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table'`)).rows.map((row) => String(row.name));

test('a new database gets every table, once, without a backup', async () => {
  expect(await migrate(client, directory, backUp)).toHaveLength((await readdir(directory)).length);
  expect(await migrate(client, directory, backUp)).toEqual([]);
  expect(await tableNames()).toEqual(expect.arrayContaining(['KnowledgeBase', 'Document', 'Chunk', 'Embedding', 'Message', 'Job']));
  expect(backups).toBe(0);
});

test('a database with data is backed up before it is changed', async () => {
  await migrate(client, directory, backUp);
  await addMigration('99990101000000_more', 'CREATE TABLE "More" (id INTEGER);');
  expect(await migrate(client, directory, backUp)).toEqual(['99990101000000_more']);
  expect(backups).toBe(1);
});

test('a migration that fails in the middle leaves nothing behind', async () => {
  await migrate(client, directory, backUp);
  await addMigration('99990101000000_broken', 'CREATE TABLE "Half" (id INTEGER); CREATE TABLE "Half" (id INTEGER);');
  await expect(migrate(client, directory, backUp)).rejects.toThrow();
  expect(await tableNames()).not.toContain('Half');
  await rm(path.join(directory, '99990101000000_broken'), { recursive: true });
  expect(await migrate(client, directory, backUp)).toEqual([]);
});

test('a failure just before the commit is as if nothing had happened', async () => {
  armFailpoints('migration.commit=throw');
  await expect(migrate(client, directory, backUp)).rejects.toThrow('failpoint');
  expect(await tableNames()).not.toContain('Chunk');
  await migrate(client, directory, backUp);
  expect(await tableNames()).toContain('Chunk');
});

test('a database written by a newer program is refused, and the message says so', async () => {
  await addMigration('99990101000000_future', 'CREATE TABLE "Future" (id INTEGER);');
  await migrate(client, directory, backUp);
  await rm(path.join(directory, '99990101000000_future'), { recursive: true });
  await expect(migrate(client, directory, backUp)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('newer Lectern') });
});

test('a committed migration that was edited afterwards is refused', async () => {
  await addMigration('99990101000000_edited', 'CREATE TABLE "Edited" (id INTEGER);');
  await migrate(client, directory, backUp);
  await writeFile(path.join(directory, '99990101000000_edited', 'migration.sql'), 'CREATE TABLE "Other" (id INTEGER);');
  await expect(migrate(client, directory, backUp)).rejects.toMatchObject({ code: 'unsupported' });
});

test('conversations that were lines become one branch: a question follows the newest answer to the one before it', async () => {
  const migrateFurther = await migrateBefore('20261121190000_asking');
  const rows = ['q1 user', 'a1 assistant q1', 'q2 user', 'a2 assistant q2', 'a1b assistant q1', 'q3 user'].map((row) => row.split(' '));
  await client.executeMultiple(`INSERT INTO "User" (id, name) VALUES ('u', 'U');
    INSERT INTO "Conversation" (id, "ownerId", title, "updatedAt") VALUES ('c', 'u', 'Line', 0);`);
  for (const [position, [id, role, questionId = null]] of rows.entries()) {
    const sql = `INSERT INTO "Message" (id, "conversationId", position, role, text, "questionId") VALUES (?, 'c', ?, ?, '', ?)`;
    await client.execute({ sql, args: [id!, position, role!, questionId] });
  }
  await migrateFurther();
  const parents = (await client.execute(`SELECT id, "parentId" FROM "Message" WHERE role = 'user' ORDER BY position`)).rows;
  expect(parents.map(({ id, parentId }) => [id, parentId])).toEqual([['q1', null], ['q2', 'a1b'], ['q3', 'a2']]);
});

test('instructions that were settings are prompts afterwards', async () => {
  const migrateFurther = await migrateBefore('20261121190000_asking');
  await client.execute(`INSERT INTO "Setting" VALUES ('answerInstructions', '"Be brief.\\nCite."', '2026-01-01'), ('topK', '7', '2026-01-01')`);
  await migrateFurther();
  const { rows } = await client.execute(
    `SELECT mode, name, "Prompt".text, "PromptVersion".text AS kept FROM "Prompt" JOIN "PromptVersion" ON "promptId" = id ORDER BY mode`,
  );
  const text = 'Be brief.\nCite.';
  expect(rows.map((row) => [row.mode, row.name, row.text, row.kept])).toEqual(
    ['file', 'knowledge-base', 'search-engine'].map((mode) => [mode, 'default', text, text]),
  );
  expect((await client.execute('SELECT key FROM "Setting"')).rows.map(({ key }) => key)).toEqual(['topK']);
});
