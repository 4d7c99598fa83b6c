import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import type { ErrorBody } from '#contracts/error';
import { collect } from '../testing/collect.ts';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { answerOf, fromHandbook, passage, startTurnServer, type TurnServer } from '../testing/turn-server.ts';

let server: TurnServer;
beforeEach(async () => {
  server = await startTurnServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const leave = passage('Employees receive 15 days of annual leave. Unused days expire in March.', { page: 3, heading: 'Leave' });
const typesOf = (events: ChatEvent[]) => events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);

test('an answer from a knowledge base cites its sources, and is stored as it was shown', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('Employees receive 15 days of leave【1】 [7].');
  const { id } = await server.beginConversation();
  const events = await server.askQuestion(id, { ...fromHandbook, text: 'How much leave do employees receive?' });
  expect(typesOf(events)).toEqual(['turn-start', 'sources-available', 'text-delta', 'claims-checked', 'turn-end']);
  const answer = answerOf(events);
  expect(answer).toMatchObject({
    status: 'complete',
    text: 'Employees receive 15 days of leave[1].',
    sources: [{ number: 1, documentName: 'handbook.pdf', page: 3 }],
    unsupportedClaims: [],
    usage: { promptTokens: 11, completionTokens: 7 },
  });
  expect(await server.answersOf(id)).toEqual([answer]);
});

test('without a passage the turn is refused and no model is asked', async () => {
  const { id } = await server.beginConversation();
  const events = await server.askQuestion(id, { ...fromHandbook, text: 'Who won the cup?' });
  expect(typesOf(events)).toEqual(['turn-start', 'sources-available', 'text-delta', 'turn-end']);
  expect(events.at(-1)).toMatchObject({ reason: 'refused' });
  expect(server.fake.calls).toEqual([]);
});

test('a refusal speaks the language of the question', async () => {
  for (const [question, refusal] of [['Who won the cup?', 'The documents do not say.'], ['谁赢得了奖杯？', '文档中没有说到这一点。']] as const) {
    const { id } = await server.beginConversation();
    await server.askQuestion(id, { ...fromHandbook, text: question });
    expect(await server.answersOf(id)).toMatchObject([{ status: 'refused', text: refusal }]);
  }
});

test('a claim that its source does not bear out is marked, and the text stays', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('Employees receive 30 days of annual leave [1].');
  const { id } = await server.beginConversation();
  const answer = answerOf(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' }));
  expect(answer).toMatchObject({ text: 'Employees receive 30 days of annual leave [1].', unsupportedClaims: [{ start: 0, numbers: [1] }] });
});

test('a model that finds no answer in the passages says so, without a citation', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('The passages do not say.');
  const { id } = await server.beginConversation();
  expect(answerOf(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' }))).toMatchObject({
    status: 'complete',
    unsupportedClaims: [],
  });
});

test('retrieval gets what was chosen, and leaves open what was not', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?', topK: 2, scoreThreshold: 0.7 });
  expect(server.found.requests).toEqual([{ query: 'How much leave?', topK: 2, scoreThreshold: 0.7 }]);
});

test('what a deleted document said is gone from stored answers, replays and exports', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.answers('They do [1].');
  const { id } = await server.beginConversation();
  const { turnId } = answerOf(await server.askQuestion(id, { ...fromHandbook, text: 'Do employees receive leave?' }));
  await server.database.write((transaction) => transaction.document.deleteMany());
  expect((await server.answersOf(id))[0]!.sources).toMatchObject([{ documentName: 'handbook.pdf', text: '', isGone: true }]);
  const replayed = await collect(server.readEvents(`/api/turns/${turnId}/events`));
  const exported = await server.ask('GET', `/api/conversations/${id}/export.md`);
  expect(JSON.stringify([replayed, exported.body])).not.toContain('15 days');
});

test('a model that was removed since gives way to the default', async () => {
  const { id } = await server.beginConversation({ options: { model: 'gone/model' } });
  expect(answerOf(await server.askQuestion(id, { text: 'Hi' }))).toMatchObject({ status: 'complete', text: 'Hello.' });
});

test('the built-in model answers from passages, and is no partner for a talk', async () => {
  server.found.hits = [leave];
  const { id } = await server.beginConversation();
  const quoted = answerOf(
    await server.askQuestion(id, { ...fromHandbook, text: 'How many days of annual leave do employees receive?', model: 'extractive' }),
  );
  expect(quoted).toMatchObject({
    status: 'complete',
    text: expect.stringContaining('Employees receive 15 days of annual leave. [1]'),
    unsupportedClaims: [],
  });
  expect(server.fake.calls).toEqual([]);
  const refused = await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { text: 'Hi', mode: 'llm', model: 'extractive' });
  expect([refused.status, refused.body.error.details.field]).toEqual([400, 'model']);
  expect(answerOf(await server.askQuestion(id, { text: 'Hi', mode: 'llm' })).text).toBe('Hello.');
});

test('mode llm sends the instructions, the earlier turns and the question, with the options', async () => {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { text: 'First?' });
  await server.askQuestion(id, { text: 'Second?', temperature: 1.5, maxTokens: 99 });
  expect(server.lastPrompt()).toBe(
    ['You are a careful, concise assistant. Answer in the language of the question.', 'First?', 'Hello.', 'Second?'].join('\n---\n'),
  );
  expect(server.fake.calls.at(-1)!.body).toMatchObject({ temperature: 1.5, max_tokens: 99 });
  await server.askQuestion(id, { text: 'Third?', historyTurns: 0 });
  expect(server.lastPrompt()).not.toContain('First?');
});

test('mode llm without a model says how to get one', async () => {
  await server.ask('PATCH', '/api/settings', { defaultChatModel: '' });
  const { id } = await server.beginConversation();
  const answer = answerOf(await server.askQuestion(id, { mode: 'llm', text: 'Hi' }));
  expect(answer).toMatchObject({ status: 'failed', failure: { code: 'unavailable', hint: expect.stringContaining('Settings > Models') } });
});

test('with stream: false the finished message is the answer', async () => {
  const { id } = await server.beginConversation();
  const { status, body } = await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', stream: false });
  expect([status, body]).toEqual([200, (await server.answersOf(id))[0]]);
});

test('a follow-up is searched as it can be understood alone, and the rewriting is shown', async () => {
  server.found.hits = [leave];
  server.fake.chat = fakes.inTurn(
    fakes.answers('15 days [1].'),
    fakes.answers('Does unused annual leave expire?'),
    fakes.answers('In March [1].'),
  );
  const { id } = await server.beginConversation();
  await server.askQuestion(id, { ...fromHandbook, text: 'How much annual leave?' });
  const answer = answerOf(await server.askQuestion(id, { text: 'And does it expire?' }));
  expect(answer).toMatchObject({ rewrittenQuestion: 'Does unused annual leave expire?', text: 'In March [1].' });
  expect(server.found.requests[1]!.query).toBe('Does unused annual leave expire?');
});

test('a prompt that the model finds too long is shortened until it fits', async () => {
  server.found.hits = [leave];
  const tooLong = fakes.refuses(400, 'maximum context length is 2048 tokens');
  server.fake.chat = fakes.inTurn(tooLong, tooLong, fakes.answers('15 days [1].'));
  const { id } = await server.beginConversation();
  expect(answerOf(await server.askQuestion(id, { ...fromHandbook, text: 'How much leave?' })).status).toBe('complete');
  expect(server.fake.calls.map((call) => call.body.max_tokens)).toEqual([1024, 1024, 1024]);
});
