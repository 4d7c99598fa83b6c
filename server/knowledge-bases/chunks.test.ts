import { afterAll, expect, test, vi } from 'vitest';
import type { ChunkEdit, DocumentChunk } from '#contracts/chunk';
import type { Document } from '#contracts/document';
import type { ErrorBody } from '#contracts/error';
import type { List } from '#contracts/pagination';
import type { SearchResponse } from '#contracts/search';
import { startTestServer } from '../testing/test-server.ts';
import { audit } from '../maintenance/doctor/audit.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const filler = 'It is told to every visitor who asks at the desk. ';
const section = (title: string, fact: string) => `# ${title}\n\n${fact} ${filler.repeat(5)}\n`;
const guide = [
  section('Lighthouse', 'The lighthouse was lit in 1871.'),
  section('Ferry', 'The ferry takes forty minutes.'),
  section('Smokehouse', 'Herring is smoked over beech wood.'),
  section('Harbour', 'The harbour closes at 100% tide.'),
].join('\n');

async function openGuide(): Promise<{ id: string; knowledgeBaseId: string; chunks: DocumentChunk[] }> {
  const knowledgeBase = await server.createKnowledgeBase({ chunkSize: 400, chunkOverlap: 0 });
  const { id } = await server.ingest(knowledgeBase.id, 'guide.md', guide);
  return { id, knowledgeBaseId: knowledgeBase.id, chunks: await listed(id) };
}

const listed = async (documentId: string, query = '') => (await server.ask<List<DocumentChunk>>('GET', `/api/documents/${documentId}/chunks?pageSize=200${query}`)).body.items;
const edits = async (documentId: string) => (await server.ask<List<ChunkEdit>>('GET', `/api/documents/${documentId}/chunk-edits`)).body.items;
const patch = (id: string, body: object) => server.ask<DocumentChunk>('PATCH', `/api/chunks/${id}`, body);
const found = async (knowledgeBaseId: string, query: string) => (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query, scoreThreshold: 0.3 })).body.hits;
const errorOf = ({ body }: { body: unknown }) => (body as ErrorBody).error;
const holding = (chunks: readonly DocumentChunk[], text: string) => chunks.find((chunk) => chunk.text.includes(text))!;
const shapes = (chunks: readonly DocumentChunk[]) => chunks.map(({ position, text, isEnabled, origin }) => ({ position, text, isEnabled, origin }));

async function untilReady(documentId: string): Promise<Document> {
  return vi.waitFor(
    async () => {
      const { body } = await server.ask<Document>('GET', `/api/documents/${documentId}`);
      expect(body.status).toBe('ready');
      return body;
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** Makes the chunks anew, from the text and the edits. */
async function reingested(documentId: string, body: object = {}): Promise<Document> {
  expect((await server.ask('POST', `/api/documents/${documentId}/reingest`, body)).status).toBe(202);
  return untilReady(documentId);
}

test('one chunk gets other words: it is found by them, marked as edited, and its siblings stay as they are', async () => {
  const { id, knowledgeBaseId, chunks } = await openGuide();
  const ferry = holding(chunks, 'forty minutes');
  const edited = await patch(ferry.id, { text: '  The ferry takes fifty-five minutes since the bridge was closed.  ' });
  expect([edited.status, edited.body]).toMatchObject([200, { origin: 'edited', text: 'The ferry takes fifty-five minutes since the bridge was closed.', position: ferry.position, start: ferry.start, end: ferry.end }]);

  const after = await listed(id);
  expect(after.map((chunk) => chunk.id)).toEqual(chunks.map((chunk) => (chunk.id === ferry.id ? edited.body.id : chunk.id)));
  const [hit] = await found(knowledgeBaseId, 'How many minutes does the ferry take since the bridge was closed?');
  expect(hit).toMatchObject({ chunkId: edited.body.id, origin: 'edited' });
  expect((await found(knowledgeBaseId, 'ferry forty minutes')).filter(({ text }) => text.includes('forty'))).toEqual([]);
  expect(await audit(server.context)).toEqual([]);
});

test('a chunk that is switched off is listed and not found, until it is switched on', async () => {
  const { id, knowledgeBaseId, chunks } = await openGuide();
  const off = await patch(holding(chunks, '1871').id, { isEnabled: false });
  expect(off.body.isEnabled).toBe(false);
  expect(await found(knowledgeBaseId, 'When was the lighthouse lit?')).toEqual([]);
  expect((await listed(id, '&state=disabled')).map((chunk) => chunk.id)).toEqual([off.body.id]);
  expect(await audit(server.context)).toEqual([]);
  await patch(off.body.id, { isEnabled: true });
  expect((await found(knowledgeBaseId, 'When was the lighthouse lit?'))[0]?.text).toContain('1871');
  expect(await edits(id)).toEqual([]);
});

test('whoever changes what somebody else has changed meanwhile is told', async () => {
  const { chunks } = await openGuide();
  const [first, second] = await Promise.all(['one', 'two'].map((text) => patch(chunks[0]!.id, { text })));
  expect([first!.status, second!.status].sort()).toEqual([200, 409]);
  expect((await patch(chunks[0]!.id, { text: 'three' })).status).toBe(409);
  expect((await patch('999999999', { text: 'x' })).status).toBe(404);
});

test('words that are blank or too many are refused by their field', async () => {
  const { id, chunks } = await openGuide();
  for (const text of ['   ', 'x'.repeat(8_001), 'a\0b']) {
    for (const answer of [await patch(chunks[0]!.id, { text }), await server.ask('POST', `/api/documents/${id}/chunks`, { text })]) {
      expect([answer.status, errorOf(answer).details.field]).toEqual([400, 'text']);
    }
  }
});

test('every edit outlasts making the chunks anew, and can be taken back', async () => {
  const { id, knowledgeBaseId, chunks } = await openGuide();
  await patch(holding(chunks, 'forty').id, { text: 'The ferry takes an hour.' });
  await server.ask('POST', `/api/documents/${id}/chunks`, { text: 'The kiosk sells stamps.', position: 1 });
  await server.ask('DELETE', `/api/chunks/${holding(chunks, 'beech').id}`);
  await patch(holding(await listed(id), '1871').id, { isEnabled: false });
  await patch(holding(await listed(id), 'stamps').id, { isEnabled: false });
  const curated = await listed(id);
  expect(shapes(curated)).toMatchObject([{ isEnabled: false }, { text: 'The kiosk sells stamps.', isEnabled: false, origin: 'added' }, { text: 'The ferry takes an hour.', origin: 'edited' }, {}]);

  const document = await reingested(id);
  expect([document.version, document.chunkCount]).toEqual([2, 4]);
  expect(await listed(id)).toEqual(curated);
  expect(await audit(server.context)).toEqual([]);

  for (const edit of await edits(id)) {
    expect(edit.isApplied).toBe(true);
    // Taking back what adds a chunk takes what was changed about it along.
    const { status } = await server.ask('DELETE', `/api/chunk-edits/${edit.id}`);
    expect([200, 404]).toContain(status);
    await untilReady(id);
  }
  expect(shapes(await listed(id))).toEqual(shapes(chunks));
  expect((await found(knowledgeBaseId, 'What is herring smoked over?'))[0]?.text).toContain('beech');
  expect(await audit(server.context)).toEqual([]);
});

test('an edit of a chunk that was removed is taken back without touching its neighbours', async () => {
  const { id, chunks } = await openGuide();
  const lighthouse = await patch(holding(chunks, '1871').id, { text: 'The lighthouse is dark.' });
  await patch(holding(chunks, 'forty').id, { text: 'The ferry takes an hour.' });
  await server.ask('DELETE', `/api/chunks/${lighthouse.body.id}`);
  const [replaced, removed] = ['replace', 'remove'].map(async (kind) => (await edits(id)).find((edit) => edit.kind === kind && edit.position === 0)!.id);
  await server.ask('DELETE', `/api/chunk-edits/${await replaced}`);
  expect((await listed(id))[0]!.text).toBe('The ferry takes an hour.');
  await server.ask('DELETE', `/api/chunk-edits/${await removed}`);
  await untilReady(id);
  expect((await listed(id)).slice(0, 2).map(({ text }) => text)).toEqual([chunks[0]!.text, 'The ferry takes an hour.']);
  expect((await edits(id)).length).toBe(1);
});

test('of chunks with the same words, each keeps its own edit', async () => {
  const { id: knowledgeBaseId } = await server.createKnowledgeBase({ chunkSize: 60, chunkOverlap: 0 });
  const { id } = await server.ingest(knowledgeBaseId, 'forms.md', ['# One', '# Two', '# Three', '# Four'].map(() => `# Form\n\n${'Sign here, and write the date. '.repeat(1)}`).join('\n\n'));
  const same = await listed(id);
  expect(new Set(same.map(({ text }) => text)).size).toBe(1);
  await server.ask('DELETE', `/api/chunks/${same[1]!.id}`);
  await patch(same[2]!.id, { text: 'The third form.' });
  await patch(same[3]!.id, { isEnabled: false });
  const curated = shapes(await listed(id));
  await reingested(id);
  expect(shapes(await listed(id))).toEqual(curated);
});

test('an edit that no longer matches the text is told, and its words can become a chunk of their own', async () => {
  const { id, chunks, knowledgeBaseId } = await openGuide();
  await patch(holding(chunks, 'forty').id, { text: 'The ferry takes an hour.' });
  await patch(holding(chunks, '1871').id, { isEnabled: false });
  const smaller = await reingested(id, { splitting: { chunkSize: 100, chunkOverlap: 0 } });
  expect(smaller.notes).toContain('2 edits no longer match the text and are not applied');
  expect((await found(knowledgeBaseId, 'How long does the ferry take?'))[0]?.text).toContain('forty minutes');
  const [replaced, disabled] = (await edits(id)).sort((left, right) => right.kind.localeCompare(left.kind));
  expect([replaced, disabled]).toMatchObject([{ kind: 'replace', isApplied: false }, { kind: 'disable', isApplied: false }]);

  expect((await server.ask<DocumentChunk>('POST', `/api/chunk-edits/${replaced!.id}/add`)).body).toMatchObject({ text: 'The ferry takes an hour.', origin: 'added' });
  expect((await server.ask<Document>('DELETE', `/api/chunk-edits/${disabled!.id}`)).body.notes).toEqual([]);
  expect(await audit(server.context)).toEqual([]);
});

test('chunks that the caller supplies take the place of the document’s, and stay until he withdraws them', async () => {
  const { id, knowledgeBaseId, chunks } = await openGuide();
  const verbatim = 'The lighthouse was lit in 1871.';
  const supplied = { chunks: [{ text: verbatim }, { text: 'Ask for Jonna at the kiosk.' }] };
  expect((await server.ask('PUT', `/api/documents/${id}/chunks`, supplied)).status).toBe(202);
  expect(await untilReady(id)).toMatchObject({ hasCustomChunks: true, chunkCount: 2 });
  const start = guide.indexOf(verbatim);
  const own = await listed(id);
  expect(own).toMatchObject([{ origin: 'document', start, end: start + verbatim.length }, { origin: 'added', start: 0, end: 0 }]);

  const refused = await server.ask('POST', `/api/documents/${id}/reingest`, {});
  expect(refused.status).toBe(409);
  await server.ask('POST', `/api/knowledge-bases/${knowledgeBaseId}/rebuild`, { depth: 'resplit' });
  await vi.waitFor(async () => expect((await server.ask('GET', `/api/knowledge-bases/${knowledgeBaseId}`)).body.indexState).toBe('ready'), { timeout: 20_000 });
  expect(await listed(id)).toEqual(own);
  expect((await listed(id, '&state=added')).length).toBe(2);

  await server.ask('DELETE', `/api/documents/${id}/chunks`);
  await untilReady(id);
  expect(shapes(await listed(id))).toEqual(shapes(chunks));
  expect(await audit(server.context)).toEqual([]);
});

test('chunks are listed by what they hold, their document, its tags and metadata, all taken literally', async () => {
  const { id, knowledgeBaseId } = await openGuide();
  await server.ingest(knowledgeBaseId, 'notes.txt', 'Nothing about a percentage.');
  await server.ask('PATCH', `/api/documents/${id}`, { tags: [`it's "quoted"`], metadata: { author: '100%' } });
  const inBase = async (query: Record<string, string>) =>
    (await server.ask<List<DocumentChunk>>('GET', `/api/knowledge-bases/${knowledgeBaseId}/chunks?${new URLSearchParams(query)}`)).body;
  expect((await inBase({ query: '100%' })).items.map(({ text }) => text.includes('100% tide'))).toEqual([true]);
  expect((await inBase({ query: '1_0%' })).total).toBe(0);
  expect((await inBase({ documentName: 'GUI*.md' })).total).toBe(4);
  expect((await inBase({ documentName: 'gui' })).total).toBe(0);
  expect((await inBase({ tag: `it's "quoted"` })).items[0]).toMatchObject({ documentId: id, documentName: 'guide.md' });
  expect((await inBase({ tag: `x' OR '1'='1` })).total).toBe(0);
  expect((await inBase({ metadata: 'author:100%', pageSize: '2' })).items.length).toBe(2);
  expect((await inBase({ metadata: 'author:%' })).total).toBe(0);
});
