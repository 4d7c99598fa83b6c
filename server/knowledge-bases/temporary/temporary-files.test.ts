import { afterAll, expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { SearchResponse } from '#contracts/search';
import type { TemporaryFiles, TemporaryUploadResponse } from '#contracts/temporary-files';
import { startTestServer } from '../../testing/test-server.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

async function send(files: Record<string, string>, id?: string): Promise<{ status: number; body: TemporaryUploadResponse }> {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
  const response = await fetch(`${server.url}/api/temporary-files${id === undefined ? '' : `?id=${id}`}`, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as TemporaryUploadResponse };
}

const found = (id: string, query: string) =>
  vi.waitFor(
    async () => {
      const { items } = (await server.ask<{ items: Document[] }>('GET', `/api/knowledge-bases/${id}/documents`)).body;
      expect(items.every(({ status }) => status === 'ready')).toBe(true);
      return (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query })).body.hits.map(({ documentName }) => documentName);
    },
    { timeout: 20_000 },
  );

test('files of a conversation are searched, and are in no list', async () => {
  const { status, body } = await send({ 'tide.txt': 'The tide turns at noon.' });
  expect(status).toBe(202);
  expect(await found(body.id, 'When does the tide turn?')).toEqual(['tide.txt']);
  const { items } = (await server.ask<{ items: KnowledgeBase[] }>('GET', '/api/knowledge-bases')).body;
  expect(items.map(({ id }) => id)).not.toContain(body.id);
  const { expiresAt } = (await server.ask<TemporaryFiles>('GET', `/api/temporary-files/${body.id}`)).body;
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
});

test('uploaded again under their id, the new files take the place of the old', async () => {
  const { body } = await send({ 'tide.txt': 'The tide turns at noon.' });
  expect((await send({ 'lamp.txt': 'The lamp is lit at dusk.' }, body.id)).body.id).toBe(body.id);
  expect(await found(body.id, 'When is the lamp lit?')).toEqual(['lamp.txt']);
  expect(await found(body.id, 'When does the tide turn?')).toEqual([]);
});

test('an id that is unknown, or belongs to a knowledge base, is not found', async () => {
  const { id } = await server.createKnowledgeBase();
  for (const other of [id, 'unknown']) {
    expect((await send({ 'a.txt': 'a' }, other)).status).toBe(404);
    expect((await server.ask('GET', `/api/temporary-files/${other}`)).status).toBe(404);
  }
});

test('the files of ten conversations are kept', async () => {
  const first = (await send({ 'first.txt': 'The very first.' })).body.id;
  for (let number = 0; number < 10; number++) await send({ 'a.txt': `Number ${number}.` });
  expect((await server.ask('GET', `/api/knowledge-bases/${first}`)).status).toBe(404);
});

test('an upload without files leaves nothing behind', async () => {
  const count = () => server.context.database.client.knowledgeBase.count();
  const before = await count();
  expect((await send({})).status).toBe(400);
  expect(await count()).toBe(before);
});
