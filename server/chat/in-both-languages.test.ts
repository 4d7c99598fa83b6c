import { json } from 'node:stream/consumers';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Settings } from '#contracts/setting';
import type { Translator } from '#contracts/translator';
import { collect } from '../testing/collect.ts';
import type { FakeCall } from '../testing/fake-openai.ts';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { listenAsService } from '../testing/fake-service.ts';
import { answerOf, fromHandbook, passage, startTurnServer } from '../testing/turn-server.ts';

const server = await startTurnServer();
const asked: Record<string, string>[] = [];
let answers: (asked: Record<string, string>) => [number, object];
const service = await listenAsService(async (request) => {
  asked.push({ path: request.url ?? '', ...((await json(request)) as object) });
  const [status, body] = answers(asked.at(-1)!);
  return { status, body };
}, {});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  asked.length = 0;
  server.fake.calls.length = 0;
  server.found.hits = [passage('Employees receive 15 days of annual leave.')];
  server.found.requests.length = 0;
  await server.ask('PATCH', '/api/settings', { translatorUrl: '', translationModel: '' });
});

const chinese = { ...fromHandbook, text: '员工有多少天年假？', translateTo: 'en' };
const isTranslation = ({ body }: FakeCall) => JSON.stringify(body.messages).includes('Translate the text');
/** A model that translates when it is told to, and answers otherwise. */
const translatesAndAnswers = (answer: string): fakes.Behaviour => (call, response) => {
  const toEnglish = JSON.stringify(call.body.messages).includes('to English');
  const text = !isTranslation(call) ? answer : toEnglish ? 'How many days of leave do employees have?' : '员工有 [1] 天年假 [2]。';
  return fakes.answers(text)(call, response);
};
async function ask(request: object) {
  const { id } = await server.beginConversation();
  const events = await server.askQuestion(id, request);
  return { id, events, answer: answerOf(events) };
}

test('the question is searched and put in the language of the documents, and the answer told in that of the question', async () => {
  server.fake.chat = translatesAndAnswers('Employees receive 15 days of annual leave [1].');
  const { id, answer, events } = await ask(chinese);
  const translations = {
    question: { language: 'en', text: 'How many days of leave do employees have?' },
    answer: { language: 'zh', text: '员工有 15 天年假 [1]。' },
  };
  expect(answer).toMatchObject({ status: 'complete', text: 'Employees receive 15 days of annual leave [1].', translations });
  expect(server.found.requests).toMatchObject([{ query: translations.question.text }]);
  expect(server.fake.calls.find((call) => !isTranslation(call))!.body.messages).toMatchObject([{}, { content: expect.stringMatching(/do employees have\?$/) }]);
  expect(events.filter(({ type }) => type !== 'text-delta').map(({ type }) => type)).toEqual(
    ['turn-start', 'question-translated', 'sources-available', 'claims-checked', 'answer-translated', 'turn-end'],
  );
  const [question, stored] = await server.messagesOf(id);
  expect([question!.text, stored]).toEqual(['员工有多少天年假？', answer]);
  expect(answerOf(await collect(server.readEvents(`/api/turns/${answer.turnId}/events`)))).toEqual(answer);

  await server.askQuestion(id, { ...chinese, text: '病假呢？', mode: 'llm' });
  const turn = server.fake.calls.findLast((call) => !isTranslation(call))!;
  expect(JSON.stringify(turn.body.messages)).toContain('How many days of leave do employees have?');
  expect(JSON.stringify(turn.body.messages)).not.toMatch(/\p{Script=Han}/u);
});

test('a question that is in that language already, and one with translation off, cost nothing and stay as they are', async () => {
  server.fake.chat = fakes.answers('Employees receive 15 days of annual leave [1].');
  for (const request of [{ ...chinese, text: 'How much leave?' }, { ...chinese, translateTo: '' }]) {
    const { answer } = await ask(request);
    expect(answer.translations).toBeUndefined();
    expect(server.found.requests.at(-1)).toMatchObject({ query: request.text });
  }
  expect(server.fake.calls.filter(isTranslation)).toEqual([]);
});

test('a service translates instead of a model; its key goes to its own host only', async () => {
  server.fake.chat = fakes.answers('Employees receive 15 days of annual leave [1].');
  answers = ({ target }) => [200, { translatedText: target === 'en' ? 'How much leave?' : '年假 [1] 天 [2]。' }];
  expect((await server.ask('PUT', '/api/translator/key', { apiKey: 'k' })).status).toBe(400);
  await server.ask('PATCH', '/api/settings', { translatorUrl: `${service.url}/` });
  expect((await server.ask('PUT', '/api/translator/key', { apiKey: 'secret' })).body).toEqual({ kind: 'service', hasApiKey: true });
  const { answer } = await ask(chinese);
  expect(answer.translations).toEqual({ question: { language: 'en', text: 'How much leave?' }, answer: { language: 'zh', text: '年假 15 天 [1]。' } });
  expect(asked[0]).toEqual({ path: '/translate', q: '员工有多少天年假？', source: 'zh', target: 'en', format: 'text', api_key: 'secret' });
  expect(server.fake.calls.filter(isTranslation)).toEqual([]);

  await server.ask('PATCH', '/api/settings', { translatorUrl: service.url.replace('127.0.0.1', 'localhost') });
  expect((await server.ask<Translator>('GET', '/api/translator')).body).toEqual({ kind: 'service', hasApiKey: false });
  await ask(chinese);
  expect(asked.at(-1)).not.toHaveProperty('api_key');
});

test.each([
  ['refuses', (): [number, object] => [403, { error: 'Invalid API key' }], 'provider_failed', 'Invalid API key'],
  ['is too busy', (): [number, object] => [429, { error: 'Slowdown' }], 'rate_limited', 'Slowdown'],
  ['answers something else', (): [number, object] => [200, {}], 'provider_failed', 'no translation'],
])('a translator that %s leaves the texts as they are, with a note, and the turn is answered', async (_what, behaviour, code, message) => {
  server.fake.chat = fakes.answers('Employees receive 15 days of annual leave [1].');
  answers = behaviour;
  await server.ask('PATCH', '/api/settings', { translatorUrl: service.url });
  const { answer } = await ask(chinese);
  const failure = { code, message: expect.stringContaining(message) };
  expect(answer).toMatchObject({
    status: 'complete',
    translations: { question: { text: chinese.text, failure }, answer: { text: answer.text, failure } },
  });
  expect(server.found.requests).toMatchObject([{ query: chinese.text }]);
  expect((await server.ask('POST', '/api/translator/test', {})).body).toMatchObject({ ok: false, message: expect.stringContaining(message) });
});

test('a model that the settings name translates where the one that answers cannot', async () => {
  server.fake.chat = translatesAndAnswers('x');
  const { answer } = await ask({ ...chinese, model: 'extractive' });
  expect(answer.translations!.answer!.text).toContain('15');
  expect((await server.ask('PATCH', '/api/settings', { translationModel: 'extractive' })).status).toBe(400);
  expect((await server.ask('POST', '/api/translator/test', { text: 'It holds 2 litres [1].' })).body).toMatchObject({ ok: true, message: '员工有 2 天年假 [1]。' });
});

test('what the translations use is counted in the answer, and asked with the key of who asks', async () => {
  server.fake.chat = translatesAndAnswers('Employees receive 15 days of annual leave [1].');
  const { defaultChatModel } = (await server.ask<Settings>('GET', '/api/settings')).body;
  await server.ask('PATCH', '/api/settings', { translationModel: defaultChatModel });
  const keyPath = `/api/providers/${defaultChatModel.split('/')[0]}/key`;
  expect((await server.ask('PUT', keyPath, { apiKey: 'sk-my-own' })).status).toBe(200);
  const { answer } = await ask(chinese);
  expect(answer.usage).toMatchObject({ promptTokens: 3 * 11, completionTokens: 3 * 7 });
  expect(server.fake.calls.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer sk-my-own'));
  await server.ask('DELETE', keyPath);
});
