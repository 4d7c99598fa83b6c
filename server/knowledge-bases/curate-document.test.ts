import { afterAll, expect, test, vi } from 'vitest';
import type { DocumentChunk } from '#contracts/chunk';
import type { BulkResponse, Document } from '#contracts/document';
import type { ErrorBody } from '#contracts/error';
import type { List } from '#contracts/pagination';
import type { SearchResponse } from '#contracts/search';
import { startTestServer } from '../testing/test-server.ts';
import { audit } from '../maintenance/doctor/audit.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const errorOf = ({ body }: { body: unknown }) => (body as ErrorBody).error;
const patch = (id: string, body: object) => server.ask<Document>('PATCH', `/api/documents/${id}`, body);
const list = async (knowledgeBaseId: string, query: string) => (await server.ask<List<Document>>('GET', `/api/knowledge-bases/${knowledgeBaseId}/documents?${query}`)).body.items.map(({ name }) => name);
const search = async (knowledgeBaseId: string, body: object) => (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, body)).body.hits;
const reaches = (id: string, expected: Partial<Document>) =>
  vi.waitFor(async () => expect((await server.ask<Document>('GET', `/api/documents/${id}`)).body).toMatchObject(expected), { timeout: 20_000, interval: 50 });

async function openFerries(): Promise<{ knowledgeBaseId: string; ids: string[] }> {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase();
  const ids: string[] = [];
  for (const [name, minutes] of Object.entries({ 'north.txt': 'forty', 'south.txt': 'ninety', 'west.txt': 'twenty' })) {
    ids.push((await server.ingest(knowledgeBaseId, name, `The ferry to the ${name.slice(0, -4)} takes ${minutes} minutes, and it leaves in the morning.`)).id);
  }
  return { knowledgeBaseId, ids };
}

test('a document is renamed, tagged and described, and what it says of itself is kept beside', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  const renamed = await patch(ids[0]!, { name: 'north/ferry.txt', tags: ['ferry', 'north', 'ferry'], metadata: { author: 'Berg', language: 'en' } });
  expect(renamed.body).toMatchObject({ name: 'north/ferry.txt', tags: ['ferry', 'north'], metadata: { author: 'Berg', language: 'en' } });
  expect((await search(knowledgeBaseId, { query: 'ferry to the north' }))[0]!.documentName).toBe('north/ferry.txt');
  const taken = await patch(ids[1]!, { name: 'west.txt' });
  expect([taken.status, errorOf(taken).details.field]).toEqual([409, 'name']);
  for (const [body, field] of [
    [{ name: '../up.txt' }, 'name'],
    [{ tags: [' '] }, 'tags.0'],
    [{ metadata: { 'a:b': 'x' } }, 'metadata.a:b'],
    [{ splitting: { chunkSize: 100, chunkOverlap: 100 } }, 'splitting.chunkOverlap'],
  ] as const) {
    const refused = await patch(ids[0]!, body);
    expect([refused.status, errorOf(refused).details.field]).toEqual([400, field]);
  }
});

test('documents are listed by tag and in any order', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  await patch(ids[1]!, { tags: ['slow'] });
  expect(await list(knowledgeBaseId, 'tag=slow')).toEqual(['south.txt']);
  expect(await list(knowledgeBaseId, 'sort=name')).toEqual(['north.txt', 'south.txt', 'west.txt']);
  expect(await list(knowledgeBaseId, 'sort=name&direction=desc')).toEqual(['west.txt', 'south.txt', 'north.txt']);
  expect(await list(knowledgeBaseId, '')).toEqual(['west.txt', 'south.txt', 'north.txt']);
});

test('a search keeps to the documents that it is told', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  await patch(ids[1]!, { tags: ['slow'], metadata: { author: 'Berg' } });
  const query = 'How many minutes does the ferry take?';
  const namesFor = async (filter?: object) => (await search(knowledgeBaseId, { query, scoreThreshold: 0, filter })).map(({ documentName }) => documentName).sort();
  expect(await namesFor()).toEqual(['north.txt', 'south.txt', 'west.txt']);
  expect(await namesFor({ tags: ['slow'] })).toEqual(['south.txt']);
  expect(await namesFor({ metadata: { author: 'b*' } })).toEqual(['south.txt']);
  expect(await namesFor({ name: '*th.txt', documentIds: ids.slice(1) })).toEqual(['south.txt']);
  expect(await namesFor({ name: '*th.txt' })).toEqual(['north.txt', 'south.txt']);
  expect(await namesFor({ tags: ['quick'] })).toEqual([]);
  expect((await server.ask('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query, filter: { colour: 'red' } })).status).toBe(400);
});

test('a turn keeps to the documents that it is told, and quotes a curator as a curator', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  const [chunk] = (await server.ask<List<DocumentChunk>>('GET', `/api/documents/${ids[1]}/chunks`)).body.items;
  await server.ask('PATCH', `/api/chunks/${chunk!.id}`, { text: 'The ferry to the south takes eighty-five minutes.' });
  const { body: conversation } = await server.ask<{ id: string }>('POST', '/api/conversations', {});
  const turn = { text: 'How many minutes does the ferry to the south take?', stream: false, knowledgeBaseIds: [knowledgeBaseId], filter: { documentIds: [ids[1]] }, scoreThreshold: 0.1 };
  const { body } = await server.ask<{ text: string; sources: { documentId: string; origin?: string; text: string }[] }>('POST', `/api/conversations/${conversation.id}/turns`, turn);
  expect(body.sources).toMatchObject([{ documentId: ids[1], origin: 'edited', text: 'The ferry to the south takes eighty-five minutes.' }]);
  expect(body.text).toContain('eighty-five minutes. [1]');
});

test('other splitting makes the chunks of that document anew, while the present ones answer', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase();
  const { id, chunkCount } = await server.ingest(knowledgeBaseId, 'log.txt', Array.from({ length: 20 }, (_, index) => `On day ${index} the tide came in and went out.`).join('\n\n'));
  const splitting = { chunkSize: 100, chunkOverlap: 0 };
  expect((await patch(id, { splitting })).body).toMatchObject({ status: 'queued', splitting, chunkCount });
  expect((await search(knowledgeBaseId, { query: 'tide on day 7' })).length).toBeGreaterThan(0);
  await reaches(id, { status: 'ready', version: 2 });
  const { items } = (await server.ask<List<DocumentChunk>>('GET', `/api/documents/${id}/chunks`)).body;
  expect([items.length > chunkCount, Math.max(...items.map(({ text }) => text.length)) <= 100]).toEqual([true, true]);
  expect((await patch(id, { splitting: null })).body.splitting).toBeUndefined();
  await reaches(id, { status: 'ready', version: 3, chunkCount });
  expect(await audit(server.context)).toEqual([]);
});

test('many documents are changed at once, each on its own', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  const bulk = (body: object) => server.ask<BulkResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/documents/bulk`, body);
  const other = await openFerries();
  expect((await bulk({ ids: [...ids, other.ids[0], 'nobody'], action: 'tag', tag: 'ferry' })).body).toMatchObject({
    done: ids,
    failed: [{ id: other.ids[0], error: { code: 'not_found' } }, { id: 'nobody', error: { code: 'not_found' } }],
  });
  expect((await list(knowledgeBaseId, 'tag=ferry')).length).toBe(3);
  expect((await bulk({ ids, action: 'untag', tag: 'ferry' })).body.failed).toEqual([]);
  expect(await list(knowledgeBaseId, 'tag=ferry')).toEqual([]);
  expect((await bulk({ ids, action: 'retry' })).body.failed.map(({ error }) => error.code)).toEqual(['conflict', 'conflict', 'conflict']);
  expect((await bulk({ ids: ids.slice(0, 2), action: 'delete' })).body.done).toEqual(ids.slice(0, 2));
  expect(await list(knowledgeBaseId, '')).toEqual(['west.txt']);
  expect((await bulk({ ids, action: 'tag' })).status).toBe(400);
});

test('documents are kept without being taken in, at upload or later, and taken in when they are tried', async () => {
  const { knowledgeBaseId, ids } = await openFerries();
  const form = new FormData();
  form.append('files', new Blob(['The ferry to the east takes ten minutes.']), 'east.txt');
  const answer = await fetch(`${server.url}/api/knowledge-bases/${knowledgeBaseId}/documents?ingest=false`, { method: 'POST', body: form });
  const { documents } = (await answer.json()) as { documents: { id: string; status: string }[] };
  expect(documents[0]).toMatchObject({ status: 'failed' });
  const postponed = { status: 'failed', chunkCount: 0, failure: { code: 'postponed' } } as Partial<Document>;
  await reaches(documents[0]!.id, postponed);

  await server.ask('POST', `/api/knowledge-bases/${knowledgeBaseId}/documents/bulk`, { ids: [ids[1]], action: 'postpone' });
  await reaches(ids[1]!, postponed);
  expect((await search(knowledgeBaseId, { query: 'ferry to the south', scoreThreshold: 0 })).map(({ documentName }) => documentName)).not.toContain('south.txt');
  expect(await audit(server.context)).toEqual([]);

  for (const id of [documents[0]!.id, ids[1]!]) await server.ask('POST', `/api/documents/${id}/retry`);
  for (const id of [documents[0]!.id, ids[1]!]) await reaches(id, { status: 'ready', chunkCount: 1 });
  expect((await search(knowledgeBaseId, { query: 'ferry to the south' }))[0]!.documentName).toBe('south.txt');
});
