import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import type { ConversationDetail } from '#contracts/conversation';
import type { ErrorBody } from '#contracts/error';
import { collect } from '../testing/collect.ts';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { answerOf, fromHandbook, startTurnServer, type TurnServer } from '../testing/turn-server.ts';

let server: TurnServer;
beforeEach(async () => {
  server = await startTurnServer();
});
afterEach(() => server[Symbol.asyncDispose]());

test('a failing model ends the turn with its reason, keeping what was said', async () => {
  server.fake.chat = fakes.breaksOffAfter('Half an');
  const { id } = await server.beginConversation();
  const answer = answerOf(await server.askQuestion(id, { text: 'Hi' }));
  expect(answer).toMatchObject({
    status: 'failed',
    text: 'Half an',
    failure: { code: 'unavailable', message: expect.stringContaining('Fake') },
  });
  expect(await server.answersOf(id)).toEqual([answer]);
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
  const answer = answerOf(await events);
  expect(answer).toMatchObject({ status: 'cancelled', text: expect.stringContaining('again and again') });
  await vi.waitUntil(() => server.fake.openAnswers() === 0);
  expect((await server.ask('POST', `/api/turns/${activeTurnId}/stop`)).status).toBe(204);
  expect((await server.ask('POST', '/api/turns/unknown/stop')).status).toBe(404);
});

test('a reader that leaves can come back: the turn goes on, and every event is there from the first', async () => {
  server.fake.chat = fakes.answers('a long answer '.repeat(20), { delayMs: 3 });
  const { id } = await server.beginConversation();
  const leaving = new AbortController();
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'Hi' }),
    signal: leaving.signal,
  };
  const reading = server.readEvents(`/api/conversations/${id}/turns`, init);
  const start = (await reading.next()).value as Extract<ChatEvent, { type: 'turn-start' }>;
  leaving.abort();
  const again = await collect(server.readEvents(`/api/turns/${start.turnId}/events`));
  expect(answerOf(again)).toMatchObject({ status: 'complete', text: 'a long answer '.repeat(20) });
  const replayed = await collect(server.readEvents(`/api/turns/${start.turnId}/events`));
  expect(answerOf(replayed)).toEqual(answerOf(again));
  expect(await server.answersOf(id)).toEqual([answerOf(again)]);
});

test('the server stopping leaves the turn interrupted with what was said', async () => {
  server.fake.chat = fakes.answersEndlessly;
  const { id } = await server.beginConversation();
  const events = server.askQuestion(id, { text: 'Hi' });
  await vi.waitUntil(() => server.fake.openAnswers() === 1);
  await server.stop();
  expect(answerOf(await events).status).toBe('interrupted');
  expect(await server.answersOf(id)).toMatchObject([{ status: 'interrupted' }]);
});

test('answering again keeps the question once, and both versions', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { text: 'Hi' });
  server.fake.chat = fakes.answers('Better.');
  const [question] = await server.messagesOf(id);
  await server.askQuestion(id, { text: 'Hi', regenerateQuestionId: question!.id });
  expect((await server.messagesOf(id)).map(({ role, text }) => [role, text])).toEqual([
    ['user', 'Hi'],
    ['assistant', 'Hello.'],
    ['assistant', 'Better.'],
  ]);
  expect(server.lastPrompt()).not.toContain('Hello.');
  await server.askQuestion(id, { text: 'Next' });
  expect(server.lastPrompt()).toContain('Hi\n---\nBetter.\n---\nNext');
});

test("what a turn runs with is the conversation's choice from then on, and the first question names it", async () => {
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
  expect(await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { text: 'Hi' })).toMatchObject({
    status: 409,
    body: { error: { code: 'conflict' } },
  });
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
  expect(await server.messagesOf(id)).toEqual([]);
});

test('an unknown model or conversation is refused', async () => {
  const { id } = await server.beginConversation();
  expect((await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', model: 'gpt-9' })).status).toBe(404);
  expect((await server.ask('POST', '/api/conversations/nope/turns', { text: 'Hi' })).status).toBe(404);
  expect((await server.ask('GET', '/api/turns/nope/events')).status).toBe(404);
});
