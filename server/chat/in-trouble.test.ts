import { request } from 'node:http';
import { afterAll, expect, test, vi } from 'vitest';
import type { ConversationDetail } from '#contracts/conversation';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { answerOf, fromHandbook, knowledgeBaseId, passage, startTurnServer } from '../testing/turn-server.ts';

const server = await startTurnServer();
afterAll(() => server[Symbol.asyncDispose]());

/** Much text at a time, for ever. */
const floods: fakes.Behaviour = async (_call, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x'.repeat(20_000) } }] })}\n\n`;
  while (!response.destroyed) {
    response.write(event);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

test.each<[string, fakes.Behaviour, object, string | RegExp]>([
  ['is asked too much', fakes.refuses(429, 'slow down', { 'Retry-After': '7' }), { code: 'rate_limited', retryAfterSeconds: 7 }, ''],
  ['refuses the topic', fakes.answers('Well', { finishReason: 'content_filter' }), { code: 'provider_failed' }, 'Well'],
  ['writes no stream', fakes.sends('<html>Gateway</html>', 'text/html'), { code: 'provider_failed' }, ''],
  ['writes a broken stream', fakes.sends('data: {"choices":[{"delta":{"content":"Half"}}]}\n\ndata: {"choi\n\n'), { code: 'provider_failed' }, 'Half'],
  ['never ends', floods, { code: 'provider_failed', message: expect.stringContaining('200000 characters') }, /^x{200000,}$/],
  ['says nothing', fakes.answers(''), { code: 'provider_failed', message: expect.stringContaining('without a word') }, ''],
  ['breaks off', fakes.breaksOffAfter('Half a'), { code: 'unavailable' }, 'Half a'],
  ['fails inside', fakes.refuses(500, 'out of memory'), { code: 'unavailable' }, ''],
])('a model that %s ends the turn with the reason, stored with what was said, and the question can be asked again', async (_what, behaviour, failure, text) => {
  server.fake.chat = behaviour;
  const { id } = await server.beginConversation();
  const answer = answerOf(await server.askQuestion(id, { text: 'Hi' }));
  expect(answer).toMatchObject({ status: 'failed', failure: { message: expect.stringMatching(/./), ...failure } });
  expect(answer.text).toMatch(typeof text === 'string' ? new RegExp(`^${text}$`) : text);
  expect(await server.answersOf(id)).toEqual([answer]);
  await vi.waitUntil(() => server.fake.openAnswers() === 0);

  server.fake.chat = fakes.answers('Now it works.');
  expect(answerOf(await server.askQuestion(id, { text: 'Hi', regenerateQuestionId: answer.questionId })).text).toBe('Now it works.');
  expect(await server.messagesOf(id)).toHaveLength(3);
});

test('a model that does not say a word for a minute has timed out', async () => {
  server.fake.chat = fakes.staysSilent;
  const { id } = await server.beginConversation();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asking = server.askQuestion(id, { text: 'Hi' });
  const giveUpAt = performance.now() + 10_000;
  while (server.fake.openAnswers() === 0 && performance.now() < giveUpAt) await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(61_000);
  vi.useRealTimers();
  expect(answerOf(await asking)).toMatchObject({ status: 'failed', text: '', failure: { code: 'timed_out', hint: expect.stringMatching(/./) } });
  await vi.waitUntil(() => server.fake.openAnswers() === 0);
});

/** Asks, reads the first bytes, and goes away without a word. */
function askAndLeave(id: string, body: object): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'Content-Type': 'application/json' };
    const asking = request(`${server.url}/api/conversations/${id}/turns`, { method: 'POST', headers }, (response) => {
      response.once('data', () => resolve(void response.destroy()));
    });
    asking.on('error', () => {});
    asking.end(JSON.stringify(body));
  });
}

const endOf = (id: string) => vi.waitUntil(async () => (await server.answersOf(id))[0]?.status !== 'streaming', 10_000);

test('an answer that is abandoned is finished, or stopped where that is asked for, within three seconds', async () => {
  server.fake.chat = fakes.answersEndlessly;
  const stopping = await server.beginConversation();
  await askAndLeave(stopping.id, { text: 'Hi', whenAbandoned: 'stop' });
  await vi.waitUntil(() => server.fake.openAnswers() === 0, 3_000);
  await endOf(stopping.id);
  expect(await server.answersOf(stopping.id)).toMatchObject([{ status: 'cancelled', text: expect.stringContaining('again') }]);

  server.fake.chat = fakes.answers('one two three four', { delayMs: 20 });
  const finishing = await server.beginConversation();
  await askAndLeave(finishing.id, { text: 'Hi' });
  await endOf(finishing.id);
  expect(await server.answersOf(finishing.id)).toMatchObject([{ status: 'complete', text: 'one two three four' }]);
});

test('an answer is not abandoned while another window reads it', async () => {
  server.fake.chat = fakes.answers('word '.repeat(60), { delayMs: 18 });
  const { id } = await server.beginConversation();
  await askAndLeave(id, { text: 'Hi', whenAbandoned: 'stop' });
  const { activeTurnId } = (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body;
  const events = [];
  for await (const event of server.readEvents(`/api/turns/${activeTurnId}/events`)) events.push(event);
  expect(answerOf(events)).toMatchObject({ status: 'complete', text: 'word '.repeat(60) });
});

test('a question beyond the budget of tokens is refused with the numbers before anything is stored', async () => {
  const { id } = await server.beginConversation();
  const calls = server.fake.calls.length;
  const refused = await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'word '.repeat(400), historyTokens: 300 });
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', message: expect.stringMatching(/takes \d+ tokens.*300 are allowed/), details: { field: 'text' } } },
  });
  expect([await server.messagesOf(id), server.fake.calls.length]).toEqual([[], calls]);
  server.fake.chat = fakes.answers('Short.');
  for (const text of ['First', 'Second', 'Third']) await server.askQuestion(id, { text, historyTokens: 40, historyTurns: 20 });
  expect(server.lastPrompt()).toContain('Second');
  expect(server.lastPrompt()).not.toContain('First');
});

test('to say nothing is to fail in every mode, and never an empty answer', async () => {
  server.found.hits = [passage('Employees receive 15 days of annual leave.')];
  server.found.webHits = [{ ...passage('Employees receive 15 days of annual leave.'), url: 'https://leave.example/' }];
  server.fake.chat = fakes.answers(' \n', { reasoning: 'Hm.' });
  const { id } = await server.beginConversation();
  for (const mode of [fromHandbook, { mode: 'file', temporaryFilesId: knowledgeBaseId }, { mode: 'search-engine' }, { mode: 'agent' }]) {
    const answer = answerOf(await server.askQuestion(id, { text: 'How much leave?', ...mode }));
    expect(answer, mode.mode).toMatchObject({ status: 'failed', text: '', failure: { code: 'provider_failed', message: 'Fake: ended its answer without a word' } });
  }
});
