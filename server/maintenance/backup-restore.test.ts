import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SearchResponse } from '#contracts/search';
import { armFailpoints } from '../platform/failpoints.ts';
import { listKeywordRowIds } from '../retrieval/keyword-index.ts';
import { startTestServer } from '../testing/test-server.ts';
import { backUp, changeArchive, readArchive, restore } from '../testing/archives.ts';

const topics = ['travel', 'expenses', 'holidays', 'parking', 'printers', 'security', 'training', 'canteen', 'laptops', 'visitors'];
const article = (topic: string, index: number) =>
  `# Rules for ${topic}\n\nThe rules for ${topic} are kept by office ${index + 100}. Requests about ${topic} are answered within ${index + 2} days.\n\n## Contact\n\nWrite to ${topic}@example.com. 关于第${index}项制度，请联系第${index}办公室。\n`;
const questions = [...topics.map((topic) => `Which office keeps the rules for ${topic}?`), ...topics.map((topic, index) => `${topic} 第${index}办公室 contact`)];
const openly = { whenNothingFound: 'own-knowledge', refusalText: 'Ask the office.' } as const;

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const knowledgeBaseId = (await server.createKnowledgeBase({ name: 'Handbook', description: 'House rules', chunkSize: 120, chunkOverlap: 20, ...openly })).id;
await Promise.all([...topics.map((topic, index) => server.ingest(knowledgeBaseId, `rules/${topic}.md`, article(topic, index))), server.ingest(knowledgeBaseId, 'last.md', 'The last document.')]);
const document = await server.context.database.client.document.findFirstOrThrow({ where: { name: 'rules/travel.md' } });
await server.context.database.write((transaction) => transaction.document.update({ where: { id: document.id }, data: { tags: '["house"]', metadata: '{"author":"Ada"}' } }));
await server.context.database.write((transaction) => transaction.chunkEdit.create({ data: { id: '00000000-0000-4000-8000-00000000000e', documentId: document.id, kind: 'disable', sourceHash: 'a'.repeat(64) } }));
const archive = await backUp(server, knowledgeBaseId);

/** What was found and how it was scored, without the ids, which are new, and which of several vectors that are equally near come last into the list. */
async function ranked(id: string): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const query of questions) {
    const { hits, trace } = (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${id}/search`, { query, topK: 20, scoreThreshold: 0 })).body;
    answers.push({ hits: hits.map(({ documentName, start, end, text, score }) => ({ documentName, start, end, text, score })), stages: trace.candidates.map(({ chunkId: _chunkId, documentId: _documentId, knowledgeBaseId: _knowledgeBaseId, vectorRank: _rankAmongEquals, similarity: _ofEquals, ...stages }) => stages) });
  }
  return answers;
}

const knowledgeBases = async () => (await server.ask<{ items: { id: string; name: string; indexState: string }[] }>('GET', '/api/knowledge-bases')).body.items;

test('what is restored answers every question with the same passages in the same order with the same scores', async () => {
  const restored = await restore(server, archive);
  expect(restored).toMatchObject({ status: 201, body: { name: 'Handbook (2)', documents: 11 } });
  const { id } = restored.body;
  expect(await ranked(id)).toEqual(await ranked(knowledgeBaseId));
  const { body } = await server.ask('GET', `/api/knowledge-bases/${id}`);
  expect(body).toMatchObject({ description: 'House rules', chunkSize: 120, chunkOverlap: 20, ...openly, documentCount: 11, readyCount: 11, indexState: 'ready' });
});

test('originals, tags, metadata and edits come back, under ids of their own', async () => {
  const { body } = await restore(server, archive, { name: 'Originals' });
  const { client, sql } = server.context.database;
  const [before, after] = await Promise.all([knowledgeBaseId, body.id].map((id) => client.document.findFirstOrThrow({ where: { knowledgeBaseId: id, name: 'rules/travel.md' }, include: { chunkEdits: true } })));
  expect(after).toMatchObject({ tags: '["house"]', metadata: '{"author":"Ada"}', contentHash: before!.contentHash, chunkEdits: [{ kind: 'disable', sourceHash: 'a'.repeat(64) }] });
  expect(after!.id).not.toBe(before!.id);
  expect(after!.chunkEdits[0]!.id).not.toBe(before!.chunkEdits[0]!.id);
  expect(await (await fetch(`${server.url}/api/documents/${after!.id}/content`)).text()).toBe(article('travel', 0));
  const chunks = await client.chunk.findMany({ where: { knowledgeBaseId: body.id }, select: { id: true } });
  expect((await listKeywordRowIds(sql, body.id)).sort()).toEqual(chunks.map(({ id }) => id).sort());
});

test('a document added afterwards gets a chunk of its own, and the restored knowledge base can be deleted', async () => {
  const { body } = await restore(server, archive, { name: 'Grows' });
  expect((await server.ingest(body.id, 'new.md', 'The kiosk opens at noon.')).status).toBe('ready');
  const found = await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${body.id}/search`, { query: 'When does the kiosk open?' });
  expect(found.body.hits[0]).toMatchObject({ documentName: 'new.md' });
  expect((await server.ask('DELETE', `/api/knowledge-bases/${body.id}`)).status).toBe(204);
});

test('a name that is taken is refused before anything is done', async () => {
  const before = await knowledgeBases();
  expect(await restore(server, archive, { name: 'Handbook' })).toMatchObject({ status: 409, body: { error: { details: { field: 'name' } } } });
  expect(await knowledgeBases()).toEqual(before);
});

test('the archive holds no key of a provider, and its name tells what it is and of when', async () => {
  const answer = await fetch(`${server.url}/api/knowledge-bases/${knowledgeBaseId}/backup`, { method: 'POST' });
  await answer.arrayBuffer();
  expect(answer.headers.get('content-disposition')).toMatch(/filename="Handbook \d{4}-\d\d-\d\d\.lectern\.tar"/);
  expect(readArchive(archive).map(({ name }) => name).filter((name) => name.includes('Provider'))).toEqual([]);
});

test('an upload that is under way while the backup is taken is in it whole or not at all', async () => {
  const { id } = await server.createKnowledgeBase();
  const writes = server.upload(id, Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`busy-${index}.md`, `Busy document number ${index}.`])));
  const taken = await backUp(server, id);
  await writes;
  expect((await restore(server, taken, { name: 'Taken while busy' })).status).toBe(201);
});

test('a document whose original was gone is restored with its chunks, and says that it has to be uploaded again', async () => {
  const { id } = await server.createKnowledgeBase();
  const { id: documentId } = await server.ingest(id, 'lost.md', 'The treasure lies under the oak.');
  const { originalId } = await server.context.database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  await server.context.files.removeOriginal(id, originalId);
  const { body } = await restore(server, await backUp(server, id), { name: 'Lost original' });
  const found = await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${body.id}/search`, { query: 'Where does the treasure lie?' });
  expect(found.body.hits[0]?.text).toContain('oak');
  const documents = await server.ask<{ items: { status: string; failure: { hint: string } }[] }>('GET', `/api/knowledge-bases/${body.id}/documents`);
  expect(documents.body.items[0]).toMatchObject({ status: 'failed', failure: { hint: 'Upload the file again.' } });
});

test.each(['restore.verified', 'files.rename', 'restore.originals', 'restore.rows', 'restore.show', 'database.commit'])('a failure at %s leaves nothing behind', async (point) => {
  // An index saved in the background passes files.rename as well, and would take the failure.
  await expect.poll(async () => (await knowledgeBases()).every(({ indexState }) => indexState === 'ready'), { timeout: 20_000 }).toBe(true);
  await server.context.indexes.save();
  const before = await knowledgeBases();
  const folders = () => server.context.files.listOriginals();
  const foldersBefore = (await folders()).map(({ knowledgeBaseId: id }) => id).sort();
  armFailpoints(`${point}=enospc@${point === 'restore.rows' ? 3 : 1}`);
  const { status } = await restore(server, archive);
  armFailpoints(undefined);
  expect(status).toBeGreaterThanOrEqual(500);
  expect(await knowledgeBases()).toEqual(before);
  expect((await folders()).map(({ knowledgeBaseId: id }) => id).sort()).toEqual(foldersBefore);
  expect(await server.context.database.client.user.count()).toBe(1);
});

test.each(['backup.freeze', 'backup.manifest'])('a backup that fails at %s is not taken for a whole one, and leaves nothing behind', async (point) => {
  armFailpoints(`${point}=eio`);
  const attempt = fetch(`${server.url}/api/knowledge-bases/${knowledgeBaseId}/backup`, { method: 'POST' }).then(async (answer) => {
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    return answer.arrayBuffer();
  });
  await expect(attempt).rejects.toThrow();
  armFailpoints(undefined);
  await expect.poll(() => readdir(path.join(server.dataDir, '.incoming'))).toEqual([]);
  expect((await backUp(server, knowledgeBaseId)).length).toBeGreaterThan(1_000);
});

test('another embedding model than is known here is refused with a way out', async () => {
  const foreign = changeArchive(archive, (row, table) => (table === 'KnowledgeBase' ? { ...row, embeddingModel: 'gone/model', builtWith: JSON.stringify({ ...JSON.parse(String(row.builtWith)), embeddingModel: 'gone/model', modelKey: 'gone/model@1' }) } : row));
  expect(await restore(server, foreign)).toMatchObject({ status: 422, body: { error: { details: { field: 'embeddingModel', hint: expect.stringContaining('lexical') } } } });
  const { status, body } = await restore(server, foreign, { name: 'With another model', embeddingModel: 'lexical' });
  expect(status).toBe(201);
  await expect.poll(async () => (await server.ask('GET', `/api/knowledge-bases/${body.id}`)).body.indexState, { timeout: 20_000 }).toBe('ready');
  expect(await ranked(body.id)).toEqual(await ranked(knowledgeBaseId));
});

test('every column of every table is in an archive, or is left out on purpose', async () => {
  const { archiveTables, columnsOf } = await import('./archive/rows.ts');
  const leftOut: Record<string, string[]> = { KnowledgeBase: ['ownerId'], WatchedFolder: ['isOn'], Embedding: ['modelKey'], Conversation: ['ownerId'], Provider: ['apiKey'], ToolSetup: ['apiKey'], ToolServer: ['isOn'] };
  for (const table of Object.keys(archiveTables) as (keyof typeof archiveTables)[]) {
    const columns = await server.context.database.sql.query<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`);
    expect([...columnsOf(table), ...(leftOut[table] ?? [])].sort(), table).toEqual(columns.map(({ name }) => name).sort());
  }
});

test('a backup of the whole system does not go into one that holds something', async () => {
  const answer = await fetch(`${server.url}/api/maintenance/backup`, { method: 'POST' });
  const system = Buffer.from(await answer.arrayBuffer());
  expect(await restore(server, system)).toMatchObject({ status: 422, body: { error: { details: { hint: expect.stringContaining('kb -- restore') } } } });
  expect(readArchive(system).map(({ name }) => name)).toContain('system/Setting-000001.jsonl.gz');
});
