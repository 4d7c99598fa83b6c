import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalModel } from '#contracts/local-model';
import type { Tool, ToolServer } from '#contracts/tool';
import { localAdministrator } from '../platform/principal.ts';
import { changeArchive, readArchive } from '../testing/archives.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { restoreSystem } from './restore/restore.ts';

const gguf = tinyGguf({ words: ['hello'] });
const secrets = ['sk-of-weather', 'token-of-shell', 'bearer-of-web', 'sk-my-own'];

const [source, target, empty] = await Promise.all([startTestServer(), startTestServer(), startTestServer()]);
afterAll(() => Promise.all([source, target, empty].map((each) => each[Symbol.asyncDispose]())));
let archive: Buffer;
let key: string;

const modelFile = ({ dataDir }: TestServer, name: string) => path.join(dataDir, 'models', name);
const list = async <Item>(server: TestServer, address: string) => (await server.ask<{ items: Item[] }>('GET', address)).body.items;
const restore = (into: TestServer, bytes: Buffer) => restoreSystem(into.context, Readable.from([bytes]), localAdministrator, new AbortController().signal);
const toolOf = async (server: TestServer, id: string) => (await list<Tool>(server, '/api/tools')).find((tool) => tool.id === id);

beforeAll(async () => {
  await source.ask('PUT', '/api/tools/wolfram', { isOn: true, needsApproval: true, apiKey: secrets[0] });
  const shell = { kind: 'stdio', command: 'some-program', args: ['--quiet'], env: { TOKEN: secrets[1] } };
  await source.ask('POST', '/api/tool-servers', { name: 'Shell', transport: shell });
  await source.ask('POST', '/api/tool-servers', { name: 'Web', transport: { kind: 'http', url: 'https://tools.example/mcp', headers: { Authorization: secrets[2] } }, needsApproval: false });
  await mkdir(path.join(source.dataDir, 'models'), { recursive: true });
  await Promise.all(['stays.gguf', 'comes-later.gguf'].map((name) => writeFile(modelFile(source, name), gguf)));
  for (const { id } of await list<LocalModel>(source, '/api/local-models')) await source.ask('PATCH', `/api/local-models/${id}`, { options: { threads: 3 } });
  const { id } = (await source.ask<{ id: string }>('POST', '/api/providers', { name: 'Fake', baseUrl: 'http://127.0.0.1:9/v1', chatModels: ['m'] })).body;
  await source.ask('PUT', `/api/providers/${id}/key`, { apiKey: secrets[3] });
  key = (await source.ask<{ key: string }>('POST', '/api/api-keys', { name: 'Program', kind: 'program' })).body.key;
  const { id: knowledgeBaseId } = await source.createKnowledgeBase({ name: 'Handbook' });
  await source.ingest(knowledgeBaseId, 'one.md', 'The kiosk opens at noon.');
  archive = Buffer.from(await (await fetch(`${source.url}/api/maintenance/backup`, { method: 'POST' })).arrayBuffer());
  await rm(path.join(source.dataDir, 'models'), { recursive: true });
  await mkdir(path.join(target.dataDir, 'models'), { recursive: true });
  await writeFile(modelFile(target, 'stays.gguf'), gguf);
  await list(target, '/api/local-models');
  await restore(target, archive);
}, 60_000);

test('no key of anybody, sealed or not, and no key of a program is in the archive', async () => {
  const { client } = source.context.database;
  const sealed = [
    ...(await client.toolSetup.findMany()).map(({ apiKey }) => apiKey!),
    ...(await client.toolServer.findMany()).flatMap(({ transport }) => transport.match(/v1\.[\w-]+/g)!),
    ...(await client.personalKey.findMany()).map(({ apiKey }) => apiKey),
    ...(await client.apiKey.findMany()).map(({ hash }) => hash),
  ];
  expect(sealed).toHaveLength(5);
  const text = readArchive(archive).map(({ name, content }) => (name.endsWith('.gz') ? gunzipSync(content).toString() : content.toString('latin1'))).join('\n');
  expect(text).toContain('some-program');
  for (const secret of [...secrets, key, ...sealed]) expect(text).not.toContain(secret);
});

test('tools are set up as they were, without their keys', async () => {
  expect(await toolOf(target, 'wolfram')).toMatchObject({ isOn: true, needsApproval: true, hasApiKey: false, isReady: false });
});

test('tool servers come back switched off, with the names of their secrets, and say that these have to be entered again', async () => {
  const servers = await list<ToolServer>(target, '/api/tool-servers');
  expect(servers).toMatchObject([
    { name: 'Shell', isOn: false, needsApproval: true, transport: { kind: 'stdio', command: 'some-program', args: ['--quiet'], env: ['TOKEN'] } },
    { name: 'Web', isOn: false, needsApproval: false, transport: { kind: 'http', url: 'https://tools.example/mcp', headers: ['Authorization'] } },
  ]);
  expect((await target.ask('POST', `/api/tool-servers/${servers[0]!.id}/test`)).body).toMatchObject({ ok: false, message: expect.stringContaining('Enter the API key again') });
});

test('a local model is found in the models folder here; one without its files says so, and works when they are laid there', async () => {
  const models = () => list<LocalModel>(target, '/api/local-models');
  const [later, stays] = (await models()).sort((left, right) => left.name.localeCompare(right.name));
  expect(stays).toMatchObject({ name: 'stays', path: modelFile(target, 'stays.gguf'), sizeBytes: gguf.length, options: { threads: 3 } });
  expect(later).toMatchObject({ name: 'comes-later', path: modelFile(target, 'comes-later.gguf'), sizeBytes: 0, problem: expect.stringContaining('There is nothing at') });
  const ask = (model: string) => target.ask('POST', '/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }] });
  expect(await ask('local/comes-later')).toMatchObject({ status: 503, body: { error: { message: expect.stringMatching(/"comes-later" cannot be read.*Put its files there/) } } });
  await writeFile(modelFile(target, 'comes-later.gguf'), gguf);
  expect((await models()).map(({ name, sizeBytes }) => [name, sizeBytes]).sort()).toEqual([['comes-later', gguf.length], ['stays', gguf.length]]);
});

test.each(['/models/..', '/models/.runtime', '/models/x/', ''])('a local model whose files would be %j is refused before anything is changed', async (place) => {
  const hostile = changeArchive(archive, (row, table) => (table === 'LocalModel' ? { ...row, path: place } : row));
  await expect(restore(empty, hostile)).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await empty.context.database.client.provider.count()).toBe(0);
});

test('a knowledge base whose embedding model has no files here is restored whole, and waits for them', async () => {
  const embedder = changeArchive(archive, (row, table) => {
    if (table === 'LocalModel' && row.name === 'stays') return { ...row, name: 'embedder', kind: 'embedding' };
    if (table !== 'KnowledgeBase') return row;
    return { ...row, embeddingModel: 'local/embedder', builtWith: JSON.stringify({ ...JSON.parse(String(row.builtWith)), embeddingModel: 'local/embedder', modelKey: 'local/embedder@1' }) };
  });
  expect(await restore(empty, embedder)).toMatchObject([{ name: 'Handbook', documents: 1, chunks: 1 }]);
  const { id } = (await list<{ id: string }>(empty, '/api/knowledge-bases'))[0]!;
  const found = await empty.ask('POST', `/api/knowledge-bases/${id}/search`, { query: 'When does the kiosk open?' });
  expect(found).toMatchObject({ status: 503, body: { error: { message: expect.stringContaining('"embedder" cannot be read') } } });
  expect(await empty.context.database.client.embedding.count({ where: { modelKey: 'local/embedder@1' } })).toBe(1);
});
