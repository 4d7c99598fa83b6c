import { expect, test, vi } from 'vitest';
import { startModelServer } from '../testing/model-server.ts';

test('what was embedded for a document that is deleted meanwhile goes as soon as no job is left', async () => {
  await using started = await startModelServer();
  const { server, fake, embeddingModel } = started;
  const { embedding } = server.context.database.client;
  const { id } = await server.createKnowledgeBase({ embeddingModel, chunkSize: 100, chunkOverlap: 0 });
  const embeds = fake.embeddings;
  fake.embeddings = async (call, response) => {
    if (JSON.stringify(call.body).includes('Item 299')) return;
    return embeds(call, response);
  };
  const text = Array.from({ length: 300 }, (_, index) => `Item ${index}: ${'a thing of some use '.repeat(4)}`).join('\n\n');
  const { documents } = (await server.upload(id, { 'list.txt': text })).body;
  await vi.waitFor(async () => expect(await embedding.count()).toBeGreaterThan(0), { timeout: 20_000 });

  expect((await server.ask('DELETE', `/api/documents/${documents[0]!.id}`)).status).toBeLessThan(300);

  await vi.waitFor(async () => expect(await embedding.count()).toBe(0), { timeout: 10_000 });
});
