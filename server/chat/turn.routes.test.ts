import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyChatEvent, emptyAnswer, type ChatEvent } from '#contracts/chat-event';
import type { ConversationDetail } from '#contracts/conversation';
import type { ErrorBody } from '#contracts/error';
import type { AssistantMessage } from '#contracts/message';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { collect, knowledgeBaseId, passage, startTurnServer, type TurnServer } from '../testing/turn-server.ts';

let server: TurnServer;
beforeEach(async () => {
  server = await startTurnServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const fromHandbook = { mode: 'knowledge-base', knowledgeBaseIds: [knowledgeBaseId] };
const leave = passage('Employees receive 15 days of annual leave. Unused days expire in March.', { page: 3, heading: 'Leave' });

async function messagesOf(id: string) {
  return (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body.messages;
}
async function answersOf(id: string) {
  return (await messagesOf(id)).filter((message): message is AssistantMessage => message.role === 'assistant');
}
function fold(events: ChatEvent[]): AssistantMessage {
  const [start, ...rest] = events;
  if (start?.type !== 'turn-start') throw new Error('no turn-start');
  return rest.reduce(applyChatEvent, emptyAnswer(start));
}
const typesOf = (events: ChatEvent[]) => events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
/** What the model was sent, as one text. */
const promptOf = (call = server.fake.calls.at(-1)!) => (call.body.messages as { content: string }[]).map(({ content }) => content).join('\n---\n');

test('an answer from a knowledge base cites its sources, and is stored as it was shown', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('Employees receive 15 days of leave【1】 [7].');
  const { id } = await server.beginConversation();
  const events = await server.askQuestion(id, { ...fromHandbook, text: 'How much leave do employees receive?' });
  expect(typesOf(events)).toEqual(['turn-start', 'sources-available', 'text-delta', 'claims-checked', 'turn-end']);
  const answer = fold(events);
  expect(answer).toMatchObject({
    status: 'complete',
    text: 'Employees receive 15 days of leave[1].',
    sources: [{ number: 1, documentName: 'handbook.pdf', page: 3 }],
    unsupportedClaims: [],
    usage: { promptTokens: 11, completionTokens: 7 },
  });
  expect(await answersOf(id)).toEqual([answer]);
});

test('without a passage the turn is refused and no model is asked', async () => {
  const { id } = await server.beginConversation();
  const events = await server.askQuestion(id, { ...fromHandbook, text: 'Who won the cup?' });
  expect(typesOf(events)).toEqual(['turn-start', 'sources-available', 'turn-end']);
  expect(events.at(-1)).toMatchObject({ reason: 'refused' });
  expect(server.fake.calls).toEqual([]);
});

test('a claim that its source does not bear out is marked, and the text stays', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('Employees receive 30 days of annual leave [1].');
  const { id } = await server.beginConversation();
  const answer = fold(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' }));
  expect(answer).toMatchObject({ text: 'Employees receive 30 days of annual leave [1].', unsupportedClaims: [{ start: 0, numbers: [1] }] });
});

test('a model that finds no answer in the passages says so, without a citation', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('The passages do not say.');
  const { id } = await server.beginConversation();
  expect(fold(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' }))).toMatchObject({ status: 'complete', unsupportedClaims: [] });
});

test('retrieval gets what was chosen, and leaves open what was not', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?', topK: 2, scoreThreshold: 0.7 });
  expect(server.found.requests).toEqual([{ query: 'How much leave?', topK: 2, scoreThreshold: 0.7 }]);
});

test('mode llm sends the instructions, the earlier turns and the question, with the options', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { text: 'First?' });
  await server.askQuestion(id, { text: 'Second?', temperature: 1.5, maxTokens: 99 });
  expect(promptOf()).toBe(['You are a careful, concise assistant. Answer in the language of the question.', 'First?', 'Hello.', 'Second?'].join('\n---\n'));
  expect(server.fake.calls.at(-1)!.body).toMatchObject({ temperature: 1.5, max_tokens: 99 });
  await server.askQuestion(id, { text: 'Third?', historyTurns: 0 });
  expect(promptOf()).not.toContain('First?');
});

test('mode llm without a model says how to get one', async () => {
  await server.ask('PATCH', '/api/settings', { defaultChatModel: '' });
  const { id } = await server.beginConversation();
  const answer = fold(await server.askQuestion(id, { mode: 'llm', text: 'Hi' }));
  expect(answer).toMatchObject({ status: 'failed', failure: { code: 'unavailable', hint: expect.stringContaining('Settings > Models') } });
});

test('with stream: false the finished message is the answer', async () => {
  const { id } = await server.beginConversation();
  const { status, body } = await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', stream: false });
  expect([status, body]).toEqual([200, (await answersOf(id))[0]]);
});

test('a follow-up is searched as it can be understood alone, and the rewriting is shown', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.inTurn(fakes.answers('15 days [1].'), fakes.answers('Does unused annual leave expire?'), fakes.answers('In March [1].'));
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { ...fromHandbook, text: 'How much annual leave?' });
  const answer = fold(await server.askQuestion(id, { text: 'And does it expire?' }));
  expect(answer).toMatchObject({ rewrittenQuestion: 'Does unused annual leave expire?', text: 'In March [1].' });
  expect(server.found.requests[1]!.query).toBe('Does unused annual leave expire?');
});

test('a prompt that the model finds too long is shortened until it fits', async () => {
  server.found.hits = [leave];
  const tooLong = fakes.refuses(400, 'maximum context length is 2048 tokens');
  server.fake.chat = fakes.inTurn(tooLong, tooLong, fakes.answers('15 days [1].'));
  const { id } = await server.beginConversation();
  expect(fold(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' })).status).toBe('complete');
  expect(server.fake.calls.map((call) => call.body.max_tokens)).toEqual([1024, 1024, 1024]);
});

test('a failing model ends the turn with its reason, keeping what was said', async () => {
  server.fake.chat = fakes.breaksOffAfter('Half an');
  const { id } = await server.beginConversation();
  const answer = fold(await server.askQuestion(id, { text: 'Hi' }));
  expect(answer).toMatchObject({ status: 'failed', text: 'Half an', failure: { code: 'unavailable', message: expect.stringContaining('Fake') } });
  expect(await answersOf(id)).toEqual([answer]);
});

test('stopping ends the model within a token, and what was said is kept', async () => {
  server.fake.chat = fakes.answersEndlessly;
  const { id } = await server.beginConversation();
  const events = server.askQuestion(id, { text: 'Hi' });
  const { activeTurnId } = await vi.waitUntil(async () => {
    const { body } = await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`);
    return server.fake.openAnswers() === 1 && body.activeTurnId ? body : undefined;
  });
  expect((await server.ask('POST', `/api/turns/${activeTurnId}/stop`)).status).toBe(204);
  const answer = fold(await events);
  expect(answer).toMatchObject({ status: 'cancelled', text: expect.stringContaining('again and again') });
  await vi.waitUntil(() => server.fake.openAnswers() === 0);
  expect((await server.ask('POST', `/api/turns/${activeTurnId}/stop`)).status).toBe(204);
  expect((await server.ask('POST', '/api/turns/unknown/stop')).status).toBe(404);
});

test('a reader that leaves can come back: the turn goes on, and every event is there from the first', async () => {
  server.fake.chat = fakes.answers('a long answer '.repeat(20), { delayMs: 3 });
  const { id } = await server.beginConversation();
  const leaving = new AbortController();
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: 'Hi' }), signal: leaving.signal };
  const reading = server.readEvents(`/api/conversations/${id}/turns`, init);
  const start = (await reading.next()).value as Extract<ChatEvent, { type: 'turn-start' }>;
  leaving.abort();
  const again = await collect(server.readEvents(`/api/turns/${start.turnId}/events`));
  expect(fold(again)).toMatchObject({ status: 'complete', text: 'a long answer '.repeat(20) });
  const replayed = await collect(server.readEvents(`/api/turns/${start.turnId}/events`));
  expect(fold(replayed)).toEqual(fold(again));
  expect(await answersOf(id)).toEqual([fold(again)]);
});

test('the server stopping leaves the turn interrupted with what was said', async () => {
  server.fake.chat = fakes.answersEndlessly;
  const { id } = await server.beginConversation();
  const events = server.askQuestion(id, { text: 'Hi' });
  await vi.waitUntil(() => server.fake.openAnswers() === 1);
  await server.stop();
  expect(fold(await events).status).toBe('interrupted');
  expect(await answersOf(id)).toMatchObject([{ status: 'interrupted' }]);
});

test('answering again keeps the question once, and both versions', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { text: 'Hi' });
  server.fake.chat = fakes.answers('Better.');
  const [question] = await messagesOf(id);
  await server.askQuestion(id, { text: 'Hi', regenerateQuestionId: question!.id });
  expect((await messagesOf(id)).map(({ role, text }) => [role, text])).toEqual([['user', 'Hi'], ['assistant', 'Hello.'], ['assistant', 'Better.']]);
  expect(promptOf()).not.toContain('Hello.');
  await server.askQuestion(id, { text: 'Next' });
  expect(promptOf()).toContain('Hi\n---\nBetter.\n---\nNext');
});

test('what a turn runs with is the conversation\'s choice from then on, and the first question names it', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { ...fromHandbook, text: 'How much\n leave?', topK: 3 });
  const { body } = await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`);
  expect(body).toMatchObject({ title: 'How much leave?', options: { ...fromHandbook, topK: 3 } });
  await server.askQuestion(id, { text: 'Again?' });
  expect(server.found.requests[1]).toMatchObject({ topK: 3 });
});

test('a second question while the first is being answered is a conflict', async () => {
  server.fake.chat = fakes.answersEndlessly;
  const { id } = await server.beginConversation();
  const first = server.askQuestion(id, { text: 'Hi' });
  await vi.waitUntil(() => server.fake.openAnswers() === 1);
  expect(await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { text: 'Hi' })).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  await server.ask('DELETE', `/api/conversations/${id}`);
  expect((await first).at(-1)).toMatchObject({ type: 'turn-end', reason: 'cancelled' });
});

test.each([
  ['an empty question', { text: ' ' }, 400, 'text'],
  ['a question beyond the limit', { text: 'x'.repeat(4001) }, 400, 'text'],
  ['an unknown field', { text: 'Hi', magic: true }, 400, 'magic'],
  ['an unknown mode', { text: 'Hi', mode: 'telepathy' }, 400, 'mode'],
  ['no knowledge base chosen', { text: 'Hi', mode: 'knowledge-base' }, 400, 'knowledgeBaseIds'],
  ['an unknown knowledge base', { text: 'Hi', knowledgeBaseIds: ['nope'] }, 404, 'knowledgeBaseIds'],
  ['an unknown question to answer again', { text: 'Hi', regenerateQuestionId: 'nope' }, 404, 'regenerateQuestionId'],
])('%s is refused before anything is stored', async (_what, request, status, field) => {
  const { id } = await server.beginConversation();
  const answer = await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, request);
  expect([answer.status, answer.body.error.details.field]).toEqual([status, field]);
  expect(await messagesOf(id)).toEqual([]);
});

test('an unknown model or conversation is refused', async () => {
  const { id } = await server.beginConversation();
  expect((await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', model: 'gpt-9' })).status).toBe(404);
  expect((await server.ask('POST', '/api/conversations/nope/turns', { text: 'Hi' })).status).toBe(404);
  expect((await server.ask('GET', '/api/turns/nope/events')).status).toBe(404);
});
