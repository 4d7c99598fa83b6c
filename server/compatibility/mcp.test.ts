import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request } from 'node:http';
import { afterAll, expect, test, vi } from 'vitest';
import { answersEndlessly } from '../testing/fake-openai-behaviours.ts';
import { startModelServer } from '../testing/model-server.ts';

const handbook = '员工手册。\n\n员工每年有28天带薪年假。未休的年假在三月底失效。\n\nThe canteen opens at noon.';
const question = '员工每年有多少天带薪年假？';

const { server, fake, chatModel, ...opened } = await startModelServer();

async function connect(): Promise<Client> {
  const connected = new Client({ name: 'test', version: '1' });
  await connected.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  return connected;
}

async function call<Structured>(name: string, input: object = {}): Promise<{ text: string; structured: Structured; isError: boolean }> {
  const result = await client.callTool({ name, arguments: { ...input } });
  const [first] = result.content as { text: string }[];
  return { text: first!.text, structured: result.structuredContent as Structured, isError: result.isError === true };
}

const knowledgeBase = await server.createKnowledgeBase({ name: '手册', description: 'Rules for the staff' });
const { id: documentId } = await server.ingest(knowledgeBase.id, 'handbook.md', handbook);
const client = await connect();
afterAll(async () => {
  await client.close();
  await opened[Symbol.asyncDispose]();
});

test('the tools are told with what they take and give, and that they only read', async () => {
  expect(client.getServerVersion()).toMatchObject({ name: 'lectern' });
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['search', 'ask', 'list_knowledge_bases', 'list_documents', 'read_source']);
  for (const { inputSchema, outputSchema, annotations } of tools) {
    expect([inputSchema.type, outputSchema?.type, annotations?.readOnlyHint]).toEqual(['object', 'object', true]);
  }
});

test('what there is can be listed, by the names that other tools take', async () => {
  const { structured } = await call<{ knowledgeBases: { name: string }[] }>('list_knowledge_bases');
  expect(structured.knowledgeBases).toMatchObject([{ name: '手册', description: 'Rules for the staff', documents: 1 }]);
  const listed = await call('list_documents', { knowledgeBase: '手册', nameContains: 'hand' });
  expect(listed.structured).toMatchObject({ total: 1, documents: [{ id: documentId, name: 'handbook.md', status: 'ready' }] });
});

test('a passage that is found can be read where it stands', async () => {
  const found = await call<{ passages: { documentId: string; start: number; end: number; text: string }[] }>('search', {
    query: question,
    knowledgeBases: ['手册'],
    topK: 1,
  });
  const [passage] = found.structured.passages;
  expect(found.text).toContain(passage!.text);
  const { structured } = await call<{ text: string; before: string }>('read_source', { ...passagePlace(passage!), context: 3 });
  expect(structured).toMatchObject({ document: 'handbook.md', text: passage!.text, totalChars: handbook.length });
});

function passagePlace({ documentId: id, start, end }: { documentId: string; start: number; end: number }) {
  return { documentId: id, start, end };
}

test('a question is answered with citations, or refused', async () => {
  const answered = await call<{ citations: { documentId: string; quote: string; start: number; end: number }[] }>('ask', { question });
  expect(answered.structured).toMatchObject({ status: 'answered', answer: expect.stringContaining('员工每年有28天带薪年假。 [1]') });
  const [citation] = answered.structured.citations;
  expect(handbook.slice(citation!.start, citation!.end)).toBe(citation!.quote);
  expect(answered.text).toContain(`[1] handbook.md (document ${documentId}`);

  const refused = await call('ask', { question: '谁赢得了雷克雅未克的国际象棋比赛？', knowledgeBases: ['手册'] });
  expect(refused).toMatchObject({ isError: false, structured: { status: 'refused', citations: [] } });
  expect(await server.context.database.client.message.count()).toBe(0);
});

test('a call that cannot be tells the agent why', async () => {
  expect(await call('search', { query: 'x', knowledgeBases: ['nothing'] })).toMatchObject({
    isError: true,
    text: expect.stringContaining('no knowledge base named "nothing"'),
  });
  for (const [name, input] of [
    ['search', { query: 'x', topK: 500 }],
    ['search', { query: 'x', limit: 3 }],
    ['read_source', { documentId, start: 9, end: 3 }],
    ['read_source', { documentId: 'none', start: 0, end: 3 }],
    ['no_tool', {}],
  ] as const) {
    expect((await call(name, input)).isError, JSON.stringify(input)).toBe(true);
  }
});

test('an agent that leaves stops the model', async () => {
  await server.ask('PATCH', '/api/settings', { defaultAnswerModel: chatModel });
  fake.chat = answersEndlessly;
  const leaving = await connect();
  const asked = leaving.callTool({ name: 'ask', arguments: { question } }).catch(() => undefined);
  await vi.waitFor(() => expect(fake.openAnswers()).toBe(1), { timeout: 5_000 });
  await leaving.close();
  await asked;
  await vi.waitFor(() => expect(fake.openAnswers()).toBe(0), { timeout: 3_000 });
});

/** Status of a request as a browser on a foreign page would send it. */
function statusWith(headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}/mcp`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end(body);
  });
}

test('foreign pages and malformed messages are refused', async () => {
  const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  expect(await statusWith({ Host: 'rebound.example' }, list)).toBe(403);
  expect(await statusWith({ Origin: 'https://foreign.example' }, list)).toBe(403);
  expect(await statusWith({ Accept: 'application/json, text/event-stream' }, '{"jsonrpc":"1.0"}')).toBe(400);
  const { status, body } = await server.ask('GET', '/mcp');
  expect([status, body.jsonrpc]).toEqual([405, '2.0']);
});
