import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { SearchResponse } from '#contracts/search';
import { audit } from '../maintenance/doctor/audit.ts';
import { startTestServer } from '../testing/test-server.ts';
import { makeZip } from '../testing/zip-fixture.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

async function settled(knowledgeBaseId: string, count: number): Promise<Document[]> {
  return vi.waitFor(
    async () => {
      const { items } = (await server.ask<{ items: Document[] }>('GET', `/api/knowledge-bases/${knowledgeBaseId}/documents?pageSize=100`)).body;
      if (items.length !== count || items.some(({ status }) => status !== 'ready' && status !== 'failed')) throw new Error(`${items.length} documents`);
      return items;
    },
    { timeout: 30_000, interval: 50 },
  );
}

const namesOf = (documents: readonly Document[]) => documents.map(({ name }) => name).sort();
const found = async (id: string, query: string) =>
  (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query })).body.hits.map(({ documentName }) => documentName);

test('each file of an archive is a document of its own, named after it and found', async () => {
  const { id } = await server.createKnowledgeBase();
  const zip = makeZip({ 'notes/harbour.txt': 'The harbour freezes in January.', '.DS_Store': 'x', 'inner.zip': 'no archive' });
  const archive = await server.ingest(id, 'post.zip', zip);
  expect(archive).toMatchObject({ status: 'ready', chunkCount: 0, notes: ['2 files in it'] });
  const documents = await settled(id, 3);
  expect(namesOf(documents)).toEqual(['post.zip', 'post.zip/inner.zip', 'post.zip/notes/harbour.txt']);
  expect(documents.find(({ name }) => name.endsWith('.txt'))?.parentId).toBe(archive.id);
  expect(await found(id, 'When does the harbour freeze?')).toEqual(['post.zip/notes/harbour.txt']);
  expect(await audit(server.context)).toEqual([]);
});

test('a mail in an archive is taken apart too, and deleting the archive deletes all that was in it', async () => {
  const { id } = await server.createKnowledgeBase();
  const mail =
    'Subject: Minutes\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the attachment.\n' +
    '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="list.txt"\n\nNine oars and a lantern.\n--b--';
  const archive = await server.ingest(id, 'a.zip', makeZip({ 'minutes.eml': mail }));
  expect(namesOf(await settled(id, 3))).toEqual(['a.zip', 'a.zip/minutes.eml', 'a.zip/minutes.eml/list.txt']);
  expect((await server.ask('DELETE', `/api/documents/${archive.id}`)).status).toBe(204);
  await settled(id, 0);
  expect(await found(id, 'How many oars?')).toEqual([]);
  expect(await audit(server.context)).toEqual([]);
});

test('a newer archive renews the files that changed and drops those it no longer holds', async () => {
  const { id } = await server.createKnowledgeBase();
  await server.ingest(id, 'a.zip', makeZip({ 'kept.txt': 'The kept file.', 'gone.txt': 'The file that goes.', 'changed.txt': 'The price is four crowns.' }));
  const before = await settled(id, 4);
  await server.upload(id, { 'a.zip': makeZip({ 'kept.txt': 'The kept file.', 'changed.txt': 'The price is nine crowns.' }) }, 'replace');
  const after = await vi.waitFor(async () => {
    const documents = await settled(id, 3);
    expect(documents.find(({ name }) => name === 'a.zip')?.version).toBe(2);
    expect(documents.find(({ name }) => name === 'a.zip/changed.txt')?.version).toBe(2);
    return documents;
  }, { timeout: 20_000 });
  const idOf = (documents: readonly Document[], name: string) => documents.find((document) => document.name === name)?.id;
  expect(idOf(after, 'a.zip/kept.txt')).toBe(idOf(before, 'a.zip/kept.txt'));
  expect(await found(id, 'What is the price in crowns?')).toEqual(['a.zip/changed.txt']);
  expect(await audit(server.context)).toEqual([]);
});

test('links, unsafe names and bombs in an archive are left out and named; the rest is taken', async () => {
  const { id } = await server.createKnowledgeBase();
  const zip = zipSync({
    'good.txt': strToU8('A good file.'),
    '../escape.txt': strToU8('x'),
    'link.txt': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    'bomb.txt': new Uint8Array(4 * 1024 * 1024),
  });
  const { status, notes } = await server.ingest(id, 'mixed.zip', zip);
  expect(status).toBe('ready');
  expect(notes).toEqual([
    '1 file in it',
    '"../escape.txt" was left out: its name leads elsewhere',
    '"link.txt" was left out: it is a link',
    '"bomb.txt" was left out: it unpacks to more than 200 times its size',
  ]);
  expect(namesOf(await settled(id, 2))).toEqual(['mixed.zip', 'mixed.zip/good.txt']);
});

test('an archive without anything to take fails and says why', async () => {
  const { id } = await server.createKnowledgeBase();
  const { status, failure } = await server.ingest(id, 'empty.zip', makeZip({ '__MACOSX/x': 'x' }));
  expect([status, failure?.message]).toEqual(['failed', 'The archive is empty']);
});
