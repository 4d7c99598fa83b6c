import { afterAll, expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { temporaryFolder } from '../testing/test-database.ts';
import { startTestServer, startTestServerIn } from '../testing/test-server.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const control = (id: string, action: string, on = server) => on.ask<KnowledgeBase>('POST', `/api/knowledge-bases/${id}/ingestion`, { action });
const documents = async (id: string, on = server) => (await on.ask<{ items: Document[] }>('GET', `/api/knowledge-bases/${id}/documents`)).body.items;
const untilReady = (id: string, on = server) =>
  vi.waitFor(async () => expect((await documents(id, on)).map(({ status }) => status)).toEqual(['ready']), { timeout: 20_000 });

test('what is uploaded during a pause waits until it is resumed, and others go on meanwhile', async () => {
  const [paused, other] = [await server.createKnowledgeBase(), await server.createKnowledgeBase()];
  expect((await control(paused.id, 'pause')).body.isPaused).toBe(true);
  await server.upload(paused.id, { 'a.txt': 'It waits.' });
  await server.ingest(other.id, 'b.txt', 'It goes on.');
  expect((await documents(paused.id)).map(({ status }) => status)).toEqual(['queued']);
  expect((await control(paused.id, 'resume')).body.isPaused).toBe(false);
  await untilReady(paused.id);
});

test('a pause outlasts a restart', async () => {
  const folder = await temporaryFolder();
  const first = await startTestServerIn(folder.path);
  const { id } = await first.createKnowledgeBase();
  await control(id, 'pause', first);
  await first.upload(id, { 'a.txt': 'It waits.' });
  await first[Symbol.asyncDispose]();
  const second = await startTestServerIn(folder.path);
  await second.ingest((await second.createKnowledgeBase()).id, 'b.txt', 'It goes on.');
  expect((await documents(id, second)).map(({ status }) => status)).toEqual(['queued']);
  await control(id, 'resume', second);
  await untilReady(id, second);
  await second[Symbol.asyncDispose]();
  await folder.remove();
});

test('cancelling keeps the documents, marked, and a retry takes them in', async () => {
  const { id } = await server.createKnowledgeBase();
  await control(id, 'pause');
  await server.upload(id, { 'a.txt': 'It is cancelled.' });
  await control(id, 'cancel');
  const [document] = await documents(id);
  expect(document).toMatchObject({ status: 'failed', failure: { code: 'cancelled', hint: expect.any(String) } });
  await control(id, 'resume');
  await server.ask('POST', `/api/documents/${document!.id}/retry`);
  await untilReady(id);
});

test('an unknown action is refused by name', async () => {
  const { id } = await server.createKnowledgeBase();
  const { status, body } = await server.ask<{ error: { details: { field: string } } }>('POST', `/api/knowledge-bases/${id}/ingestion`, { action: 'stop' });
  expect([status, body.error.details.field]).toEqual([400, 'action']);
});

test('a document that no job works on is taken in at the next start', async () => {
  const folder = await temporaryFolder();
  const first = await startTestServerIn(folder.path);
  const { id } = await first.createKnowledgeBase();
  await control(id, 'pause', first);
  await first.upload(id, { 'a.txt': 'Nobody works on it.' });
  await first.context.database.write((transaction) => transaction.job.deleteMany({}));
  await control(id, 'resume', first);
  await first[Symbol.asyncDispose]();
  const second = await startTestServerIn(folder.path);
  await untilReady(id, second);
  await second[Symbol.asyncDispose]();
  await folder.remove();
});
