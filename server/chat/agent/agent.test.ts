import { afterAll, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import type { ErrorBody } from '#contracts/error';
import type { AssistantMessage } from '#contracts/message';
import type { Tool, ToolServer } from '#contracts/tool';
import { collect } from '../../testing/collect.ts';
import { answers, callsTools, inTurn } from '../../testing/fake-openai-behaviours.ts';
import { startMcpToolServer } from '../../testing/mcp-tool-server.ts';
import { answerOf, knowledgeBaseId, passage, startTurnServer } from '../../testing/turn-server.ts';

const server = await startTurnServer();
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.fake.calls.length = 0;
});

const ask = async (text: string, change: object = {}) => {
  const { id } = await server.beginConversation();
  return { id, answer: answerOf(await server.askQuestion(id, { mode: 'agent', text, ...change })) };
};
const setUp = (id: string, change: object) => server.ask<Tool>('PUT', `/api/tools/${encodeURIComponent(id)}`, change);
type Sent = { tools?: { function: { name: string } }[]; messages: { role: string; content: string; tool_calls?: { id: string }[]; tool_call_id?: string }[] };
const sent = (index: number) => server.fake.calls[index]!.body as unknown as Sent;

test('over the wire: a calculation and a search at once, an answer with citations, stored as it was shown', async () => {
  server.found.hits = [passage('Staff have 15 days of leave.')];
  const calls = [{ name: 'calculate', arguments: '{"expression":"37593*67"}' }, { name: 'knowledge-search', arguments: '{"query":"days of leave"}' }];
  server.fake.chat = inTurn(callsTools(calls, 'I look it up.'), answers('It is 2518731, and staff have 15 days of leave [1].'));
  const { id, answer } = await ask('What is 37593*67, and how much leave is there?', { knowledgeBaseIds: [knowledgeBaseId] });
  expect(answer).toMatchObject({ status: 'complete', mode: 'agent', text: 'It is 2518731, and staff have 15 days of leave [1].', unsupportedClaims: [] });
  expect(answer.toolCalls).toMatchObject([{ tool: 'calculate', state: 'complete', output: '2518731', thought: 'I look it up.' }, { tool: 'knowledge-search', state: 'complete' }]);
  expect(answer.sources).toMatchObject([{ number: 1, text: 'Staff have 15 days of leave.' }]);
  expect(sent(0).tools!.map((tool) => tool.function.name)).toEqual(['knowledge-search', 'web-search', 'table-query', 'calculate', 'translate']);
  const told = sent(1).messages.filter(({ role }) => role === 'tool');
  expect(told.map(({ content }) => /2518731|\[1\] handbook\.pdf/.exec(content)![0])).toEqual(['2518731', '[1] handbook.pdf']);
  expect(sent(1).messages.find(({ tool_calls: made }) => made)!.tool_calls!.map((use) => use.id)).toEqual(told.map((message) => message.tool_call_id));
  const [stored] = await server.answersOf(id);
  expect(stored).toEqual({ ...answer, parentId: undefined, ...stored });
  expect(stored!.toolCalls).toEqual(answer.toolCalls);
  expect(answer.usage!.promptTokens).toBeGreaterThan(0);
});

test.each([
  ['allow', 'complete', '4'],
  ['refuse', 'refused', 'Error: The person refused this call. Answer without it.'],
])('a call that waits for approval: %s', async (decision, state, output) => {
  await setUp('calculate', { needsApproval: true });
  server.fake.chat = inTurn(callsTools([{ name: 'calculate', arguments: '{"expression":"2+2"}' }]), answers('Done.'));
  const { id } = await server.beginConversation();
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ mode: 'agent', text: 'What is 2+2?' }) };
  let turnId = '';
  const decide = (callId: string) => server.ask<ErrorBody>('POST', `/api/turns/${turnId}/tool-calls/${callId}`, { decision });
  async function* deciding(): AsyncGenerator<ChatEvent> {
    for await (const event of server.readEvents(`/api/conversations/${id}/turns`, init)) {
      if (event.type === 'turn-start') turnId = event.turnId;
      yield event;
      if (event.type !== 'tool-call' || event.call.state !== 'waiting') continue;
      expect((await decide('another')).status).toBe(404);
      expect((await decide(event.call.id)).status).toBe(204);
    }
  }
  const answer = answerOf(await collect(deciding()));
  expect(answer.toolCalls).toMatchObject([{ state, output }]);
  expect((await decide('call00001')).status).toBe(404);
  await setUp('calculate', { needsApproval: false });
});

test('tools that are chosen are the only ones offered; unknown ones and a shell are refused before the turn begins', async () => {
  server.fake.chat = answers('Hello.');
  await ask('Hello', { tools: ['calculate'] });
  expect(sent(0).tools!.map((tool) => tool.function.name)).toEqual(['calculate']);
  const { id } = await server.beginConversation();
  const refused = async (tools: string[]) => (await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { mode: 'agent', text: 'x', tools })).body.error;
  expect(await refused(['guess'])).toMatchObject({ code: 'not_found', details: { field: 'tools' } });
  expect(await refused(['shell'])).toMatchObject({ code: 'unsupported' });
});

test('a tool of an MCP server is called once it is freed of approval', async () => {
  await using remote = await startMcpToolServer();
  const transport = { kind: 'http', url: remote.url, headers: { 'x-token': 'secret' } };
  const added = (await server.ask<ToolServer>('POST', '/api/tool-servers', { name: 'Remote', transport, needsApproval: false })).body;
  server.fake.chat = inTurn(callsTools([{ name: 'Remote_shout', arguments: '{"text":"hi"}' }]), answers('It shouted.'));
  const { answer } = await ask('Shout');
  expect(answer.toolCalls).toMatchObject([{ tool: `${added.id}/shout`, state: 'complete', output: 'HI!' }]);
  await server.ask('DELETE', `/api/tool-servers/${added.id}`);
});

test('stopping a turn stops its agent, and what it had called is kept', async () => {
  await setUp('calculate', { needsApproval: true });
  server.fake.chat = callsTools([{ name: 'calculate', arguments: '{"expression":"2+2"}' }]);
  const { id } = await server.beginConversation();
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ mode: 'agent', text: 'What is 2+2?' }) };
  let answer: AssistantMessage | undefined;
  const events: ChatEvent[] = [];
  for await (const event of server.readEvents(`/api/conversations/${id}/turns`, init)) {
    events.push(event);
    const [start] = events;
    if (event.type === 'tool-call' && start!.type === 'turn-start') await server.ask('POST', `/api/turns/${start!.turnId}/stop`);
    answer = answerOf(events);
  }
  expect(answer).toMatchObject({ status: 'cancelled', toolCalls: [{ tool: 'calculate', state: 'waiting' }] });
  await setUp('calculate', { needsApproval: false });
});

test('the model set for agents answers where none is asked for', async () => {
  const provider = await server.ask<{ id: string }>('POST', '/api/providers', { name: 'Second', baseUrl: server.fake.baseUrl, chatModels: ['agent-chat'] });
  expect((await server.ask('PATCH', '/api/settings', { agentModel: 'none/none' })).status).toBe(400);
  await server.ask('PATCH', '/api/settings', { agentModel: `${provider.body.id}/agent-chat` });
  server.fake.chat = answers('Hello.');
  const { answer } = await ask('Hello');
  expect(answer.model).toBe(`${provider.body.id}/agent-chat`);
  expect(server.fake.calls[0]!.body.model).toBe('agent-chat');
  await server.ask('PATCH', '/api/settings', { agentModel: '' });
});
