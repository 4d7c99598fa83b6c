import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createClient } from '@libsql/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { Message } from '#contracts/message';
import type { SearchResponse } from '#contracts/search';
import { createContext } from '../server/context.ts';
import { loadConfig } from '../server/platform/config.ts';
import { noteServerAddress } from '../server/platform/server-address.ts';
import { temporaryFolder } from '../server/testing/test-database.ts';
import { startTestServerIn, type TestServer } from '../server/testing/test-server.ts';
import { runCommand } from './kb/main.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let server: TestServer | undefined;

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = path.join(folder.path, 'data');
  await mkdir(dataDir);
});
afterEach(async () => {
  await stop();
  await folder.remove();
});

async function start(): Promise<TestServer> {
  server = await startTestServerIn(dataDir);
  await noteServerAddress(dataDir, server.url);
  return server;
}

async function stop(): Promise<void> {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
}

async function kb(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runCommand(args, () => loadConfig({ DATA_DIR: dataDir, PARSER_PROCESSES: '1' }), { say: (line) => lines.push(line), complain: (line) => lines.push(line) });
  return { code, said: lines.join('\n') };
}

async function put(file: string, content: string): Promise<void> {
  const target = path.join(folder.path, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
}

const inContent = (name: string, content: string) => put(`data/House/content/${name}`, content);
const namesIn = async (id: string) => (await server!.ask<{ items: { name: string }[] }>('GET', `/api/knowledge-bases/${id}/documents`)).body.items.map(({ name }) => name).sort();
const knowledgeBases = async () => (await server!.ask<{ items: KnowledgeBase[] }>('GET', '/api/knowledge-bases')).body.items;
const firstHit = async (id: string, query: string) => (await server!.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query })).body.hits[0]?.text;

test('a folder is imported, and imported again nothing is added; bad files are told and stop no other', async () => {
  await start();
  await put('docs/travel/rules.md', 'Trips are booked in advance.');
  await put('docs/差旅.md', '出差须提前预订。');
  await put('docs/~$draft.docx', 'scratch');
  await put('docs/broken.pdf', 'this is no pdf at all\u0000\u0001');
  await symlink('/etc/hostname', path.join(folder.path, 'docs/outside'));
  const first = await kb('import', path.join(folder.path, 'docs'), '--kb', 'House');
  expect(first.said).toMatch(/outside: left out, a link that leads out of the folder/);
  expect(first.said).toMatch(/\(\d \/ 3\) travel\/rules\.md: done {2}[\d.]+ files\/s/);
  expect(first.said).toMatch(/2 done, 0 there already, 1 failed in [\d.]+ s\n {2}broken\.pdf: .+/);
  expect(first.code).toBe(1);
  const [house] = await knowledgeBases();
  expect(await namesIn(house!.id)).toEqual(['broken.pdf', 'travel/rules.md', '差旅.md']);
  expect((await kb('import', path.join(folder.path, 'docs'), '--kb', 'House')).said).toMatch(/0 done, 3 there already/);
  expect((await kb('list')).said).toContain(`${house!.id}  3 documents  1 failed  2 chunks  House`);
});

test('increment takes in what is new, update-in-db what is newer, recreate all of it, and prune what vanished, told first', async () => {
  await start();
  const { id } = await server!.createKnowledgeBase({ name: 'House' });
  await server!.createKnowledgeBase({ name: 'Other' });
  await inContent('a.md', 'The attic is locked.');
  await inContent('b.md', 'The basement is open.');
  expect((await kb('increment', '-n', 'House')).said).toContain('2 done');
  expect((await kb('increment', '-n', 'House')).said).toContain('House: 0 of 2 files');

  await inContent('a.md', 'The attic is open on Sundays.');
  await inContent('c.md', 'The cellar is cold.');
  const updated = await kb('update-in-db', '-n', 'House');
  expect(updated).toMatchObject({ code: 0, said: expect.stringMatching(/1 done, 1 there already[\s\S]*House: 100 %/) });
  expect(await firstHit(id, 'When is the attic open?')).toContain('Sundays');
  expect(await namesIn(id)).toEqual(['a.md', 'b.md']);

  expect(await kb('recreate', '-n', 'House', '-e', 'lexical')).toMatchObject({ code: 0, said: expect.stringMatching(/House: 100 %[\s\S]*1 done, 2 there already/) });
  expect(await namesIn(id)).toEqual(['a.md', 'b.md', 'c.md']);

  await rm(path.join(dataDir, 'House/content/b.md'));
  await inContent('stray.md', 'Nobody took this in.');
  expect((await kb('prune-db')).said).toBe('House: b.md\n1 documents would be removed; do it with --yes');
  expect(await namesIn(id)).toContain('b.md');
  expect((await kb('prune-db', '--yes')).said).toContain('1 documents removed');
  expect(await namesIn(id)).toEqual(['a.md', 'c.md']);
  expect((await kb('prune-folder')).said).toBe('House: stray.md\n1 files would be deleted; do it with --yes');
  expect((await kb('prune-folder', '-n', 'Other', 'House', '--yes')).said).toContain('1 files deleted');
  expect((await readdir(path.join(dataDir, 'House/content'))).sort()).toEqual(['a.md', 'c.md']);
});

test('without a server the command works on the data folder itself, and a backup of all comes back with its conversations', async () => {
  await start();
  const { id } = await server!.createKnowledgeBase({ name: 'House' });
  await server!.ingest(id, 'lamp.md', 'The lamp stands in the hall.');
  const { body: conversation } = await server!.ask<{ id: string }>('POST', '/api/conversations', { title: 'About lamps', options: { knowledgeBaseIds: [id] } });
  await server!.ask('PUT', '/api/prompts/llm/default', { text: 'Rhyme.' });
  await server!.ask('POST', '/api/providers', { name: 'Cloud', baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-very-secret', chatModels: ['m'] });
  await stop();

  const archive = path.join(folder.path, 'all.tar');
  expect(await kb('backup', '--to', archive)).toMatchObject({ code: 0 });
  expect(await kb('backup', '--to', archive)).toMatchObject({ code: 2, said: expect.stringContaining('replaces no file') });
  expect(await kb('backup', 'House', '--to', folder.path)).toMatchObject({ code: 0, said: expect.stringMatching(/House \d{4}-\d\d-\d\d\.lectern\.tar/) });
  expect(await kb('restore', archive)).toMatchObject({ code: 1, said: expect.stringContaining('not empty') });

  dataDir = path.join(folder.path, 'other');
  expect(await kb('restore', archive)).toMatchObject({ code: 0, said: expect.stringContaining('House: 1 documents, 1 chunks') });
  expect(await kb('doctor', '--deep')).toEqual({ code: 0, said: 'Everything agrees.' });
  await start();
  expect(await firstHit(id, 'Where does the lamp stand?')).toContain('hall');
  expect((await server!.ask('GET', `/api/conversations/${conversation.id}`)).body).toMatchObject({ title: 'About lamps', options: { knowledgeBaseIds: [id] } });
  expect(await server!.context.database.client.provider.findFirst()).toMatchObject({ name: 'Cloud', apiKey: null });
  expect((await server!.ask('GET', '/api/prompts/llm/default/versions')).body).toMatchObject({ items: [{ version: 1, text: 'Rhyme.' }, { version: 0 }] });
  expect((await server!.ask('PATCH', `/api/knowledge-bases/${id}`, { description: 'Back again' })).status).toBe(200);
});

test('what a restore that was killed left behind is gone at the next start', async () => {
  const context = await createContext(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }));
  const id = '00000000-0000-4000-8000-000000000000';
  await context.database.write(async (transaction) => {
    await transaction.user.create({ data: { id: `restoring:${id}`, name: 'Being restored' } });
    await transaction.knowledgeBase.create({ data: { id, ownerId: `restoring:${id}`, name: 'Half', chunkSize: 800, chunkOverlap: 0, embeddingModel: 'lexical', vectorStore: 'usearch' } });
  });
  await mkdir(path.join(dataDir, id, 'originals'), { recursive: true });
  await context[Symbol.asyncDispose]();
  await start();
  expect(await server!.context.database.client.knowledgeBase.count()).toBe(0);
  expect(await readdir(dataDir)).not.toContain(id);
});

test('the doctor repairs through the server that runs', async () => {
  await start();
  const { id } = await server!.createKnowledgeBase();
  const { id: documentId } = await server!.ingest(id, 'lamp.md', 'The lamp stands in the hall.');
  await server!.context.database.write((transaction) => transaction.document.update({ where: { id: documentId }, data: { chunkCount: 7 } }));
  expect(await kb('doctor')).toMatchObject({ code: 1, said: expect.stringContaining(`chunk-count-wrong  ${documentId}`) });
  expect(await kb('doctor', '--repair')).toMatchObject({ code: 0, said: expect.stringContaining('1 repaired') });
  expect(await kb('doctor')).toEqual({ code: 0, said: 'Everything agrees.' });
});

test('clear-tables deletes only when told so, and create-tables changes nothing', async () => {
  await start();
  await server!.createKnowledgeBase({ name: 'House' });
  await server!.createKnowledgeBase({ name: 'Garden' });
  await server!.ask('POST', '/api/conversations', { title: 'Talk' });
  expect((await kb('create-tables')).code).toBe(0);
  expect(await kb('clear-tables')).toMatchObject({ code: 2, said: expect.stringContaining('--yes') });
  await kb('clear-tables', '-n', 'House', '--yes');
  expect((await knowledgeBases()).map(({ name }) => name)).toEqual(['Garden']);
  expect((await kb('clear-tables', '--yes')).said).toContain('1 knowledge bases and 1 conversations deleted');
  expect(await knowledgeBases()).toEqual([]);
});

async function makeOldDatabase(file: string): Promise<void> {
  const old = createClient({ url: `file:${file}` });
  await old.executeMultiple(`
    CREATE TABLE knowledge_base (id INTEGER PRIMARY KEY, kb_name VARCHAR(50), kb_info VARCHAR(200), vs_type VARCHAR(50));
    INSERT INTO knowledge_base VALUES (1, '制度', '公司制度', 'faiss'), (2, 'empty', NULL, 'faiss'), (3, '../evil', 'climbs out', 'faiss');
    CREATE TABLE knowledge_file (id INTEGER PRIMARY KEY, file_name VARCHAR(255), kb_name VARCHAR(50), custom_docs BOOLEAN);
    INSERT INTO knowledge_file VALUES (1, 'travel.md', '制度', 0), (2, 'custom.md', '制度', 1);
    CREATE TABLE file_doc (id INTEGER PRIMARY KEY, kb_name VARCHAR(50), file_name VARCHAR(255), doc_id VARCHAR(50), meta_data JSON);
    INSERT INTO file_doc VALUES (1, '制度', 'custom.md', 'x', '{"page_content":"The answer supplied by hand is forty-two."}');
    CREATE TABLE chat_history (id VARCHAR(32) PRIMARY KEY, chat_type VARCHAR(50), query VARCHAR(4096), response VARCHAR(4096), feedback_score INTEGER, feedback_reason VARCHAR(255), create_time DATETIME);
    INSERT INTO chat_history VALUES ('h1', 'llm_chat', 'Hello?', 'Hello!', -1, '', '2024-01-05 10:00:00'), ('h2', 'llm_chat', 'And again?', NULL, 100, 'good', '2024-01-05 11:00:00.5');
    CREATE TABLE conversation (id VARCHAR(32) PRIMARY KEY, name VARCHAR(50));
    INSERT INTO conversation VALUES ('c1', 'My talk');
    CREATE TABLE message (id VARCHAR(32) PRIMARY KEY, conversation_id VARCHAR(32), query VARCHAR(4096), response VARCHAR(4096), feedback_score INTEGER, create_time DATETIME);
    INSERT INTO message VALUES ('m2', 'c1', 'Second', 'Two', -1, '2024-02-01 10:01:00'), ('m1', 'c1', 'First', 'One', 0, '2024-02-01 10:00:00');`);
  old.close();
}

test('knowledge bases, files and conversations of the old system are taken over once', async () => {
  await start();
  await put('old/制度/content/travel.md', 'Trips are booked in advance.');
  await put('old/制度/content/sub/custom.txt', 'Plain file.');
  await put('old/制度/content/custom.md', 'This text was replaced by hand.');
  const file = path.join(folder.path, 'old/info.db');
  await makeOldDatabase(file);
  const first = await kb('import-db', file);
  expect(first.said).toMatch(/制度: 3 files[\s\S]*3 done, 0 there already, 0 failed/);
  expect(first.said).toContain('../evil: failed');
  expect(first.said).toContain('2 conversations added, 0 there already');

  const present = await knowledgeBases();
  expect(present.map(({ name, description }) => [name, description])).toEqual([['制度', '公司制度'], ['empty', '']]);
  await expect.poll(() => firstHit(present[0]!.id, 'What is the answer supplied by hand?'), { timeout: 10_000 }).toContain('forty-two');
  const { items } = (await server!.ask<{ items: { id: string; title: string }[] }>('GET', '/api/conversations')).body;
  expect(items.map(({ title }) => title).sort()).toEqual(['2024-01-05 llm_chat', 'My talk']);
  const talk = (await server!.ask<{ messages: Message[] }>('GET', `/api/conversations/${items.find(({ title }) => title === 'My talk')!.id}`)).body;
  expect(talk.messages.map(({ text }) => text)).toEqual(['First', 'One', 'Second', 'Two']);
  expect(talk.messages[1]).toMatchObject({ role: 'assistant', status: 'complete', feedback: { score: 0, reason: '' } });

  const again = await kb('import-db', file, '-n', '制度');
  expect(again.said).toMatch(/0 done, 3 there already[\s\S]*0 conversations added, 2 there already/);
  expect(await namesIn(present[0]!.id)).toHaveLength(3);
});

test('a wrong call says what is right, and does nothing', async () => {
  expect(await kb('prune-folder', '--force')).toMatchObject({ code: 2, said: expect.stringContaining('npm run kb -- prune-folder') });
  expect(await kb('nonsense')).toMatchObject({ code: 2, said: expect.stringContaining('import-db') });
  expect(await kb('restore', '--help')).toMatchObject({ code: 0, said: expect.stringContaining('restore <file>') });
  expect(await kb('increment', '-n', 'Nowhere')).toMatchObject({ code: 2, said: expect.stringContaining('There is no knowledge base "Nowhere"') });
  expect(await kb('prune-db', '--from', folder.path)).toMatchObject({ code: 2, said: expect.stringContaining('name it with -n') });
});
