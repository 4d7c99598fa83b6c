import { afterAll, expect, test, vi } from 'vitest';
import type { DocumentChunk } from '#contracts/chunk';
import type { Document } from '#contracts/document';
import type { List } from '#contracts/pagination';
import type { SearchResponse } from '#contracts/search';
import { audit } from '../maintenance/doctor/audit.ts';
import { refuses } from '../testing/fake-openai-behaviours.ts';
import { startModelServer } from '../testing/model-server.ts';

const { server, fake, embeddingModel, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());

const embedded = () => fake.calls.filter(({ path }) => path.endsWith('/embeddings')).flatMap(({ body }) => body.input as string[]);
const documentOf = async (id: string) => (await server.ask<Document>('GET', `/api/documents/${id}`)).body;
const chunksOf = async (id: string) => (await server.ask<List<DocumentChunk>>('GET', `/api/documents/${id}/chunks?pageSize=200`)).body.items;
const found = async (knowledgeBaseId: string, query: string) =>
  (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query, scoreThreshold: 0 })).body.hits[0]?.text;

/** Uploads it under a name that is taken. */
async function sendAgain(knowledgeBaseId: string, name: string, content: string): Promise<void> {
  const form = new FormData();
  form.append('files', new Blob([content]), name);
  const { status } = await fetch(`${server.url}/api/knowledge-bases/${knowledgeBaseId}/documents?existing=replace`, { method: 'POST', body: form });
  expect(status).toBe(202);
}

const reaches = (id: string, expected: Partial<Document>) =>
  vi.waitFor(
    async () => {
      const document = await documentOf(id);
      expect(document).toMatchObject(expected);
      return document;
    },
    { timeout: 30_000, interval: 50 },
  );

const timetable = (minutes: string) => `The ferry takes ${minutes} minutes from the pier to the island.`;

test('while a newer version is taken in the present one answers, then the newer one, and nothing of the old is left', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase({ embeddingModel });
  const { id } = await server.ingest(knowledgeBaseId, 'ferry.txt', timetable('forty'));
  const embeds = fake.embeddings;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  fake.embeddings = async (call, response) => {
    if (JSON.stringify(call.body).includes('fifty-five')) await held;
    return embeds(call, response);
  };
  await sendAgain(knowledgeBaseId, 'ferry.txt', timetable('fifty-five'));
  await reaches(id, { status: 'embedding', isUpdating: true, version: 1 });
  expect(await found(knowledgeBaseId, 'How long does the ferry take?')).toContain('forty');
  release();
  await reaches(id, { status: 'ready', isUpdating: false, version: 2 });
  fake.embeddings = embeds;
  expect(await found(knowledgeBaseId, 'How long does the ferry take?')).toContain('fifty-five');
  expect((await server.ask<string>('GET', `/api/documents/${id}/content`)).body).toBe(timetable('fifty-five'));
  expect(await audit(server.context)).toEqual([]);
});

test('a newer version that cannot be read leaves the present one answering, says why, and can be given up', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase();
  const { id } = await server.ingest(knowledgeBaseId, 'ferry.txt', timetable('forty'));
  await sendAgain(knowledgeBaseId, 'ferry.txt', '%PDF-1.7 but nothing else');
  const failed = await reaches(id, { status: 'failed', isUpdating: true, version: 1, chunkCount: 1 });
  expect(failed.failure!.message).not.toBe('');
  expect(await found(knowledgeBaseId, 'How long does the ferry take?')).toContain('forty');
  expect((await server.ask<Document>('DELETE', `/api/documents/${id}/pending`)).body).toMatchObject({ status: 'ready', isUpdating: false, version: 1 });
  expect((await server.ask('DELETE', `/api/documents/${id}/pending`)).status).toBe(409);
  expect(await audit(server.context)).toEqual([]);
});

test('edits are carried over to a newer version where their text is still there', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase({ chunkSize: 100, chunkOverlap: 0 });
  const text = (closing: string) => ['Lighthouse: it was lit in 1871, and every visitor is told so at the desk.', 'Smokehouse: herring is smoked over beech wood, on weekdays before noon.', closing].join('\n\n');
  const { id } = await server.ingest(knowledgeBaseId, 'guide.txt', text('Kiosk: it sells stamps, postcards and the local newspaper to everybody.'));
  const [lighthouse] = await chunksOf(id);
  await server.ask('PATCH', `/api/chunks/${lighthouse!.id}`, { text: 'Lighthouse: lit in 1872, as its logbook says.' });
  const before = await chunksOf(id);
  await sendAgain(knowledgeBaseId, 'guide.txt', text('Kiosk: it is closed for good, the stamps are sold at the town hall.'));
  expect((await reaches(id, { status: 'ready', version: 2 })).notes).toEqual([]);
  const after = await chunksOf(id);
  expect(after.map((chunk) => chunk.text.slice(0, 20))).toEqual(['Lighthouse: lit in 1', 'Smokehouse: herring ', 'Kiosk: it is closed ']);
  // What did not change is not indexed again either.
  expect(after.slice(0, 2).map((chunk) => chunk.id)).toEqual(before.slice(0, 2).map((chunk) => chunk.id));
  expect(await audit(server.context)).toEqual([]);
});

test('changing one paragraph of a thousand embeds at most two chunks', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase({ embeddingModel });
  const paragraphs = Array.from({ length: 1_000 }, (_, index) => `Entry ${index}. ${'The tide was noted by the keeper. '.repeat(1 + ((index * 7) % 6))}Signed ${index * 31}.`);
  const { id } = await server.ingest(knowledgeBaseId, 'log.txt', paragraphs.join('\n\n'));
  for (const [round, at] of [3, 500, 997].entries()) {
    const before = embedded().length;
    paragraphs[at] = `Entry ${at}. The keeper was ill, and nobody noted anything.`;
    await sendAgain(knowledgeBaseId, 'log.txt', paragraphs.join('\n\n'));
    await reaches(id, { status: 'ready', version: round + 2 });
    expect(embedded().length - before).toBeLessThanOrEqual(2);
  }
  expect(await audit(server.context)).toEqual([]);
});

test('editing one chunk embeds it alone, and keeps nothing when the provider refuses', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase({ embeddingModel, chunkSize: 100, chunkOverlap: 0 });
  const { id } = await server.ingest(knowledgeBaseId, 'list.txt', Array.from({ length: 8 }, (_, index) => `Item ${index}: ${'a thing of some use '.repeat(4)}`).join('\n\n'));
  const chunks = await chunksOf(id);
  const before = embedded().length;
  expect((await server.ask('PATCH', `/api/chunks/${chunks[2]!.id}`, { text: 'Item 2 was sold.' })).status).toBe(200);
  expect(embedded().slice(before)).toEqual(['Item 2 was sold.']);
  const embeds = fake.embeddings;
  fake.embeddings = refuses(400);
  expect((await server.ask('PATCH', `/api/chunks/${chunks[3]!.id}`, { text: 'Item 3 was sold.' })).status).toBeGreaterThanOrEqual(400);
  fake.embeddings = embeds;
  expect((await chunksOf(id))[3]).toEqual(chunks[3]);
  expect(await audit(server.context)).toEqual([]);
});
