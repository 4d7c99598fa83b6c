import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Chunk, Document, TextBlock } from '#contracts/document';
import type { ErrorBody } from '#contracts/error';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { List } from '#contracts/pagination';
import type { SearchResponse } from '#contracts/search';
import { makePdf } from '../testing/pdf-fixture.ts';
import { startTestServer } from '../testing/test-server.ts';
import { audit } from '../maintenance/doctor/audit.ts';

const handbook = `# Travel policy

Every employee may claim a hotel room of up to 140 euros a night.

# 休假制度

入职满一年的员工每年享有十五天带薪年假。
`;

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const search = (id: string, query: string, more: object = {}) => server.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query, ...more });
const errorOf = ({ body }: { body: unknown }) => (body as ErrorBody).error;

test('a document that was uploaded becomes ready, and its passages are found with their exact place', async () => {
  const { id } = await server.createKnowledgeBase();
  const uploaded = await server.upload(id, { 'handbook.md': handbook });
  expect([uploaded.status, uploaded.body]).toEqual([202, { documents: [{ id: expect.any(String), name: 'handbook.md', status: 'queued', duplicate: false }], rejected: [] }]);
  const document = await server.ingest(id, 'handbook.md', handbook);
  expect(document).toMatchObject({ status: 'ready', name: 'handbook.md', mediaType: 'text/markdown', sizeBytes: Buffer.byteLength(handbook) });

  const text = (await server.ask<string>('GET', `/api/documents/${document.id}/text`)).body;
  for (const [query, answer] of [['How much may a hotel room cost?', '140 euros'], ['年假有几天', '十五天']] as const) {
    const { hits } = (await search(id, query)).body;
    expect(hits[0]!.text).toContain(answer);
    expect(text.slice(hits[0]!.start, hits[0]!.end)).toBe(hits[0]!.text);
    expect(hits[0]!.score).toBeGreaterThanOrEqual(0.5);
  }
  expect((await search(id, 'Who painted the Mona Lisa?')).body.hits).toEqual([]);

  const chunks = (await server.ask<List<Chunk>>('GET', `/api/documents/${document.id}/chunks?pageSize=200`)).body;
  expect(chunks.total).toBe(document.chunkCount);
  for (const chunk of chunks.items) expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
});

test('the same content twice in a knowledge base is one document', async () => {
  const { id } = await server.createKnowledgeBase();
  const first = await server.ingest(id, 'a.txt', 'The same words.');
  const again = await server.upload(id, { 'b.txt': 'The same words.' });
  expect(again.body.documents).toEqual([{ id: first.id, name: 'a.txt', status: 'ready', duplicate: true }]);
  expect((await server.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents`)).body.total).toBe(1);
});

test('the same file sent many times at once is one document', async () => {
  const { id } = await server.createKnowledgeBase();
  const answers = await Promise.all(Array.from({ length: 10 }, () => server.upload(id, { 'a.txt': 'Sent ten times.' })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body.documents[0]!.id)).size).toBe(1);
});

test('the original comes back byte for byte, shown where that is safe, offered for download where not', async () => {
  const { id } = await server.createKnowledgeBase();
  const text = await server.ingest(id, '说明 "a".txt', 'Plain text.');
  const page = await server.ingest(id, 'page.html', '<html><body><p>Read me.</p><script>alert(1)</script></body></html>');
  const shown = await server.ask<string>('GET', `/api/documents/${text.id}/content`);
  expect([shown.body, shown.headers.get('content-type')]).toEqual(['Plain text.', 'text/plain; charset=utf-8']);
  expect(shown.headers.get('content-disposition')).toMatch(/^inline; filename="__ _a_\.txt"; filename\*=UTF-8''%E8%AF%B4%E6%98%8E%20%22a%22\.txt$/);
  const offered = await server.ask<string>('GET', `/api/documents/${page.id}/content`);
  expect([offered.headers.get('content-disposition')?.split(';')[0], offered.headers.get('x-content-type-options')]).toEqual(['attachment', 'nosniff']);
  const pdf = await server.ingest(id, 'guide.pdf', makePdf([[{ text: 'The ferry takes forty minutes.', x: 72, y: 700 }]]));
  const viewed = await server.ask('GET', `/api/documents/${pdf.id}/content`);
  expect(['content-type', 'content-disposition'].map((name) => viewed.headers.get(name)?.split(';')[0])).toEqual(['application/pdf', 'inline']);
  expect(viewed.headers.get('content-security-policy')).not.toContain('sandbox');
  const downloaded = await server.ask('GET', `/api/documents/${pdf.id}/content?download`);
  expect(downloaded.headers.get('content-disposition')?.split(';')[0]).toBe('attachment');
});

test('a file that cannot be read fails with stage, reason and way out; the others beside it are ready', async () => {
  const { id } = await server.createKnowledgeBase();
  await server.upload(id, { 'broken.pdf': '%PDF-1.7 but nothing else', 'empty.txt': '', 'good.txt': 'A good document.' });
  const documents = await vi.waitFor(
    async () => {
      const { items } = (await server.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents`)).body;
      expect(items.every(({ status }) => status === 'ready' || status === 'failed')).toBe(true);
      return new Map(items.map((item) => [item.name, item]));
    },
    { timeout: 20_000 },
  );
  expect(documents.get('good.txt')?.status).toBe('ready');
  for (const name of ['broken.pdf', 'empty.txt']) {
    expect(documents.get(name)?.failure, name).toEqual({ stage: 'parsing', code: 'unsupported', message: expect.any(String), hint: expect.stringMatching(/\w/) });
  }
  const retried = await server.ask<Document>('POST', `/api/documents/${documents.get('empty.txt')!.id}/retry`);
  expect([retried.status, retried.body.failure]).toEqual([202, undefined]);
  expect((await server.ask('POST', `/api/documents/${documents.get('good.txt')!.id}/retry`)).status).toBe(409);
});

test('a deleted document is gone everywhere at once', async () => {
  const { id } = await server.createKnowledgeBase();
  const document = await server.ingest(id, 'a.txt', 'The zebra crossing is painted green.');
  expect((await search(id, 'zebra crossing painted')).body.hits).toHaveLength(1);
  expect((await server.ask('DELETE', `/api/documents/${document.id}`)).status).toBe(204);
  expect((await search(id, 'zebra crossing painted', { scoreThreshold: 0 })).body.hits).toEqual([]);
  for (const part of ['', '/content', '/text', '/chunks']) expect((await server.ask('GET', `/api/documents/${document.id}${part}`)).status).toBe(404);
  expect(await readdir(path.join(server.dataDir, id, 'originals'))).toEqual([]);
  expect(await audit(server.context)).toEqual([]);
});

test('deleting a document that is still being taken in leaves nothing of it', async () => {
  const { id } = await server.createKnowledgeBase();
  const { documents } = (await server.upload(id, { 'a.txt': 'Deleted while it was parsed.' })).body;
  expect((await server.ask('DELETE', `/api/documents/${documents[0]!.id}`)).status).toBe(204);
  expect((await server.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents`)).body.total).toBe(0);
  expect(await audit(server.context)).toEqual([]);
});

test.each([
  ['../../etc/passwd', 'traversal'],
  ['a\\b.txt', 'backslashes'],
  ['x'.repeat(300) + '.txt', 'length'],
])('a file named %s is refused for its %s, naming the field', async (name) => {
  const { id } = await server.createKnowledgeBase();
  const alone = await server.upload(id, { [name]: 'text' });
  expect([alone.status, errorOf(alone).details.field]).toEqual([400, 'files']);
  const beside = await server.upload(id, { [name]: 'text', 'good.txt': `good ${name}` });
  expect([beside.status, beside.body.rejected.length, beside.body.documents.length]).toEqual([202, 1, 1]);
});

test('a request without files, with other fields or without a boundary is refused', async () => {
  const { id } = await server.createKnowledgeBase();
  const url = `${server.url}/api/knowledge-bases/${id}/documents`;
  const send = async (body: FormData | string, headers?: Record<string, string>) => {
    const response = await fetch(url, { method: 'POST', body, headers });
    return [response.status, errorOf({ body: await response.json() }).details.field];
  };
  const wrongField = new FormData();
  wrongField.append('file', new Blob(['x']), 'a.txt');
  expect(await send(new FormData())).toEqual([400, 'files']);
  expect(await send(wrongField)).toEqual([400, 'file']);
  expect(await send('x', { 'content-type': 'multipart/form-data' })).toEqual([400, 'content-type']);
  expect(await send('{}', { 'content-type': 'application/json' })).toEqual([400, 'content-type']);
});

test('lists are paged, filtered by status and searched by name', async () => {
  const { id } = await server.createKnowledgeBase();
  for (const name of ['alpha.txt', 'beta.txt', 'alphabet.txt']) await server.ingest(id, name, `Content of ${name}.`);
  const list = async (query: string) => (await server.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents?${query}`)).body;
  expect((await list('query=alpha')).items.map(({ name }) => name).sort()).toEqual(['alpha.txt', 'alphabet.txt']);
  expect(await list('page=2&pageSize=2')).toMatchObject({ total: 3, items: [expect.anything()] });
  expect((await list('status=failed')).total).toBe(0);
  expect((await server.ask('GET', `/api/knowledge-bases/${id}/documents?status=lost`)).status).toBe(400);
});

test('a rebuild with other sizes serves the old passages until the new ones are there, and the settings are then up to date', async () => {
  const long = Array.from({ length: 40 }, (_, index) => `Rule ${index} says that door number ${index} is opened with key ${index * 7}.`).join('\n\n');
  const { id } = await server.createKnowledgeBase({ chunkSize: 1000 });
  const before = await server.ingest(id, 'rules.md', long);
  const changed = await server.ask<KnowledgeBase>('PATCH', `/api/knowledge-bases/${id}`, { chunkSize: 200, chunkOverlap: 0 });
  expect(changed.body.indexState).toBe('stale');
  expect((await server.ask('POST', `/api/knowledge-bases/${id}/rebuild`, {})).status).toBe(202);
  await vi.waitFor(
    async () => {
      expect((await search(id, 'Which key opens door number 39?')).body.hits[0]!.text).toContain('key 273');
      expect((await server.ask<KnowledgeBase>('GET', `/api/knowledge-bases/${id}`)).body.indexState).toBe('ready');
    },
    { timeout: 20_000 },
  );
  const after = (await server.ask<Document>('GET', `/api/documents/${before.id}`)).body;
  expect(after.chunkCount).toBeGreaterThan(before.chunkCount);
  expect(await audit(server.context)).toEqual([]);
});

test('a knowledge base that is deleted takes everything with it', async () => {
  const { id } = await server.createKnowledgeBase();
  const document = await server.ingest(id, 'a.txt', 'Going away.');
  expect((await server.ask('DELETE', `/api/knowledge-bases/${id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/knowledge-bases/${id}`)).status).toBe(404);
  expect((await server.ask('GET', `/api/documents/${document.id}`)).status).toBe(404);
  await vi.waitFor(async () => expect(await readdir(server.dataDir)).not.toContain(id));
});

test.each([
  [{}, 'name'],
  [{ name: '' }, 'name'],
  [{ name: 'a/b' }, 'name'],
  [{ name: 'x'.repeat(200) }, 'name'],
  [{ name: 'a', chunkSize: 1 }, 'chunkSize'],
  [{ name: 'a', chunkSize: '400' }, 'chunkSize'],
  [{ name: 'a', chunkSize: 100, chunkOverlap: 100 }, 'chunkOverlap'],
  [{ name: 'a', embeddingModel: 'nothing' }, 'embeddingModel'],
  [{ name: 'a', vectorStore: 'faiss' }, 'vectorStore'],
  [{ name: 'a', colour: 'red' }, 'colour'],
])('creating a knowledge base with %j is refused, naming %s', async (input, field) => {
  const answer = await server.ask('POST', '/api/knowledge-bases', input);
  expect([answer.status, errorOf(answer).details.field]).toEqual([400, field]);
});

test('two knowledge bases cannot share a name', async () => {
  const { name } = await server.createKnowledgeBase();
  expect((await server.ask('POST', '/api/knowledge-bases', { name })).status).toBe(409);
});

test.each([{}, { query: '' }, { query: 5 }, { query: 'a', topK: 0 }, { query: 'a', topK: 21 }, { query: 'a', scoreThreshold: 2 }, { query: 'x'.repeat(5000) }, { query: 'a', limit: 3 }])(
  'searching with %j is refused',
  async (request) => {
    const { id } = await server.createKnowledgeBase();
    expect((await server.ask('POST', `/api/knowledge-bases/${id}/search`, request)).status).toBe(400);
  },
);

test('the API describes itself, and every route of it is in the description', async () => {
  const { body } = await server.ask<{ paths: Record<string, object> }>('GET', '/api/openapi.json');
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/knowledge-bases/{id}/documents', '/api/conversations/{id}/turns', '/readyz']));
  expect((await server.ask<string>('GET', '/docs')).body).toContain('swagger-ui');
});

test('health, readiness and metrics answer truthfully', async () => {
  expect((await server.ask<string>('GET', '/healthz')).body).toBe('ok');
  expect((await server.ask('GET', '/readyz')).body).toMatchObject({ ready: true, checks: { database: { ok: true } } });
  expect((await server.ask<string>('GET', '/metrics')).body).toMatch(/lectern_documents\{status="ready"\} \d+/);
});

test('where a span stands is told in the terms of its format: page and box, cell, time', async () => {
  const { id } = await server.createKnowledgeBase();
  const blocksOf = async (document: Document) => (await server.ask<{ items: TextBlock[] }>('GET', `/api/documents/${document.id}/blocks?start=0&end=1`)).body.items;
  const pdf = await server.ingest(id, 'page.pdf', makePdf([[{ text: 'text of a page', x: 50, y: 700 }]]));
  expect(await blocksOf(pdf)).toMatchObject([{ page: 1, box: { left: expect.closeTo(50, 0) } }]);
  const csv = await server.ingest(id, 'rows.csv', 'name,price\nkettle,49\n');
  expect(await blocksOf(csv)).toMatchObject([{ kind: 'table-row', cell: { row: expect.any(Number), range: expect.stringMatching(/^A\d:B\d$/) } }]);
  const subtitles = await server.ingest(id, 'said.srt', '1\n00:00:01,000 --> 00:00:04,000\nGood evening.\n');
  expect(await blocksOf(subtitles)).toMatchObject([{ time: { startMs: 1_000, endMs: 4_000 } }]);
});
