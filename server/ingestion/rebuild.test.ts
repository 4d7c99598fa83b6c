import { afterAll, expect, test, vi } from 'vitest';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { SearchResponse } from '#contracts/search';
import { audit } from '../maintenance/doctor/audit.ts';
import { parseBuiltWith } from '../retrieval/built-with.ts';
import { startModelServer } from '../testing/model-server.ts';

const { server, fake, embeddingModel, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());

const facts = ['The lighthouse was lit in 1871.', 'The ferry takes forty minutes.', 'Herring is smoked over beech wood.'];

async function openKnowledgeBase(): Promise<string> {
  const { id } = await server.createKnowledgeBase();
  for (const [index, fact] of facts.entries()) await server.ingest(id, `fact-${index}.txt`, `${fact} ${'It is told to every visitor. '.repeat(index + 1)}`);
  return id;
}

const builtWith = async (id: string) => parseBuiltWith((await server.context.database.client.knowledgeBase.findUniqueOrThrow({ where: { id } })).builtWith)!;
const findFerry = async (id: string) =>
  (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query: 'How many minutes does the ferry take?' })).body.hits[0]?.text;

async function rebuilt(id: string, depth?: string): Promise<void> {
  expect((await server.ask('POST', `/api/knowledge-bases/${id}/rebuild`, { depth })).status).toBe(202);
  await vi.waitFor(
    async () => {
      expect(await findFerry(id)).toContain('forty minutes');
      expect((await server.ask<KnowledgeBase>('GET', `/api/knowledge-bases/${id}`)).body.indexState).toBe('ready');
    },
    { timeout: 20_000 },
  );
}

test('changing the embedding model embeds every chunk with the new one, while the old one answers', async () => {
  const id = await openKnowledgeBase();
  await server.ask('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel });
  expect((await builtWith(id)).embeddingModel).toBe('lexical');
  expect(await findFerry(id)).toContain('forty minutes');
  await rebuilt(id);
  expect((await builtWith(id)).embeddingModel).toBe(embeddingModel);
  expect(await audit(server.context)).toEqual([]);
});

test('going back to the model before embeds nothing again', async () => {
  const id = await openKnowledgeBase();
  await server.ask('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel });
  await rebuilt(id);
  await server.ask('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel: 'lexical' });
  await rebuilt(id);
  const embeddedTexts = () => fake.calls.filter(({ path }) => path.endsWith('/embeddings')).length;
  const before = embeddedTexts();
  await server.ask('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel });
  await rebuilt(id);
  // What is still asked of the model are the questions that are searched meanwhile, and its dimensions.
  expect(fake.calls.slice(before).filter(({ body }) => JSON.stringify(body).includes('lighthouse'))).toEqual([]);
  expect(await audit(server.context)).toEqual([]);
});

test('every depth leaves the passages where they are found, and nothing behind', async () => {
  const id = await openKnowledgeBase();
  for (const depth of ['reindex', 'reembed', 'resplit', 'reparse']) await rebuilt(id, depth);
  expect(await audit(server.context)).toEqual([]);
});

test('a second rebuild is refused while one is under way', async () => {
  const id = await openKnowledgeBase();
  const statuses = await Promise.all([1, 2].map(async () => (await server.ask('POST', `/api/knowledge-bases/${id}/rebuild`, {})).status));
  expect(statuses.sort()).toEqual([202, 409]);
});

test('a rebuild is undone: the settings before it come back, and nothing is embedded again', async () => {
  const id = await openKnowledgeBase();
  const undo = () => server.ask<KnowledgeBase>('POST', `/api/knowledge-bases/${id}/rebuild/undo`);
  expect((await undo()).status).toBe(409);
  await server.ask('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel, chunkSize: 200 });
  await rebuilt(id);
  expect((await server.ask<KnowledgeBase>('GET', `/api/knowledge-bases/${id}`)).body.canUndoRebuild).toBe(true);
  expect((await undo()).status).toBe(202);
  await vi.waitFor(async () => expect(await builtWith(id)).toMatchObject({ embeddingModel: 'lexical', chunkSize: 800 }), { timeout: 20_000 });
  expect(await findFerry(id)).toContain('forty minutes');
  expect(await audit(server.context)).toEqual([]);
});

test('a rebuild is stopped, what was there goes on answering, and it can be begun again', async () => {
  const id = await openKnowledgeBase();
  await server.ask('POST', `/api/knowledge-bases/${id}/ingestion`, { action: 'pause' });
  await server.ask('POST', `/api/knowledge-bases/${id}/rebuild`, { depth: 'reparse' });
  expect((await server.ask('DELETE', `/api/knowledge-bases/${id}/rebuild`)).status).toBe(204);
  expect((await server.ask<KnowledgeBase>('GET', `/api/knowledge-bases/${id}`)).body.indexState).toBe('ready');
  expect(await findFerry(id)).toContain('forty minutes');
  await server.ask('POST', `/api/knowledge-bases/${id}/ingestion`, { action: 'resume' });
  await rebuilt(id, 'reparse');
  expect(await audit(server.context)).toEqual([]);
});
