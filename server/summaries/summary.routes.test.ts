import { afterAll, expect, test, vi } from 'vitest';
import type { Chunk, Document } from '#contracts/document';
import type { SearchResponse } from '#contracts/search';
import type { Summary } from '#contracts/summary';
import { audit } from '../maintenance/doctor/audit.ts';
import { answers } from '../testing/fake-openai-behaviours.ts';
import { startModelServer } from '../testing/model-server.ts';

const { server, fake, chatModel: model, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());

const text = 'Heron stands two metres tall. It was carved from oak by Ines Calder. The beak is gilded.';

async function openDocument(): Promise<Document> {
  const { id } = await server.createKnowledgeBase();
  await server.ingest(id, 'other.txt', 'The ferry leaves at noon. The lighthouse was lit in 1871.');
  return server.ingest(id, 'heron.txt', text);
}

async function summarize(id: string, body: object = {}): Promise<{ events: { type: string; summary?: Summary }[]; summary: Summary }> {
  const answer = await server.ask<string>('POST', `/api/documents/${id}/summaries`, { model, ...body });
  const events = [...answer.body.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!));
  return { events, summary: events.at(-1).summary };
}

const search = async ({ knowledgeBaseId }: Document, query: string) =>
  (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query })).body;
const chunks = async ({ id }: Document) => (await server.ask<{ items: Chunk[] }>('GET', `/api/documents/${id}/chunks`)).body.items;

test('a document is summarised with progress, and the same is given again without asking the model', async () => {
  fake.chat = answers('A sculpture of a bird.');
  const document = await openDocument();
  const { events, summary } = await summarize(document.id);
  expect(events.map(({ type }) => type)).toEqual(['summary-progress', 'summary-done']);
  expect(summary).toMatchObject({ text: 'A sculpture of a bird.', isStale: false, documentId: document.id });
  const asked = fake.calls.length;
  expect((await summarize(document.id)).summary.id).toBe(summary.id);
  expect(fake.calls).toHaveLength(asked);
});

test('a question that only the summary matches is led to the chunks of its document; the summary itself is no hit', async () => {
  fake.chat = answers('A statue of a wading bird, a work of public art in the harbour district.');
  const document = await openDocument();
  const question = 'Which statue is public art in the harbour district?';
  expect((await search(document, question)).hits.map(({ documentName }) => documentName)).not.toContain('heron.txt');
  await summarize(document.id);
  const { hits, trace } = await search(document, question);
  expect(hits[0]).toMatchObject({ documentName: 'heron.txt', text });
  expect(hits.every(({ origin }) => origin === undefined)).toBe(true);
  expect(trace.candidates.filter(({ dropped }) => dropped === 'summary')).toHaveLength(1);
  expect(await audit(server.context)).toEqual([]);
});

test('the summary outlasts a new splitting, and goes with a new version or when it is deleted', async () => {
  fake.chat = answers('Public art.');
  const document = await openDocument();
  const { summary } = await summarize(document.id);
  const origins = async () => (await chunks(document)).map(({ origin }) => origin);
  expect(await origins()).toEqual(['document', 'summary']);
  await server.ask('PATCH', `/api/documents/${document.id}`, { splitting: { chunkSize: 60, chunkOverlap: 0 } });
  await vi.waitFor(async () => expect(await origins()).toEqual(['document', 'document', 'summary']), { timeout: 15_000 });
  const removed = () => server.ask('DELETE', `/api/documents/${document.id}/summaries/${summary.id}`);
  await vi.waitFor(async () => expect((await removed()).status).toBe(204), { timeout: 15_000 });
  expect(await origins()).toEqual(['document', 'document']);
  await summarize(document.id);
  await server.upload(document.knowledgeBaseId, { 'heron.txt': `${text} It was stolen in 1990.` }, 'replace');
  await vi.waitFor(async () => expect(await origins()).not.toContain('summary'), { timeout: 15_000 });
  const { items } = (await server.ask<{ items: Summary[] }>('GET', `/api/documents/${document.id}/summaries`)).body;
  expect(items).toMatchObject([{ isStale: true }]);
  // The replaced original goes a moment after its chunks.
  await vi.waitFor(async () => expect(await audit(server.context)).toEqual([]), { timeout: 15_000 });
});

test('all documents of a knowledge base are summarised in the background', async () => {
  fake.chat = answers('About something.');
  const { knowledgeBaseId } = await openDocument();
  expect(await server.ask('POST', `/api/knowledge-bases/${knowledgeBaseId}/summaries`, { model })).toMatchObject({ status: 202, body: { queued: 2 } });
  await vi.waitFor(async () => expect(await server.context.database.client.summary.count({ where: { knowledgeBaseId } })).toBe(2), { timeout: 15_000 });
});

test('without a chat model it is said what to do', async () => {
  const { id } = await openDocument();
  const answer = await server.ask<string>('POST', `/api/documents/${id}/summaries`, { model: 'extractive' });
  expect(answer.body).toContain('cannot summarise');
  expect((await server.ask('POST', '/api/documents/unknown/summaries', {})).status).toBe(404);
});

test('a summary is asked for with the key of who wishes it', async () => {
  fake.chat = answers('A sculpture of a bird.');
  const keyPath = `/api/providers/${model.split('/')[0]}/key`;
  await server.ask('PUT', keyPath, { apiKey: 'sk-my-own' });
  await summarize((await openDocument()).id);
  expect(fake.calls.at(-1)).toMatchObject({ authorization: 'Bearer sk-my-own' });
  await server.ask('DELETE', keyPath);
});
