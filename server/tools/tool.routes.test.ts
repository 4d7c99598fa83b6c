import { afterAll, afterEach, expect, test } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import type { Tool } from '#contracts/tool';
import { listenOnLoopback } from '../testing/listen.ts';
import { serveTools } from '../testing/served-tools.ts';

const { database, server, tools, openTools, ...opened } = await serveTools();
const never = new AbortController().signal;

afterAll(() => opened[Symbol.asyncDispose]());
afterEach(() => database.client.toolSetup.deleteMany());

const setUp = (id: string, change: object) => server.ask<Tool & ErrorBody>('PUT', `/api/tools/${id}`, change);
const ready = async (chosen?: string[]) => (await openTools(chosen)).tools.map(({ id }) => id);

test('every tool is listed with how it is set up', async () => {
  const { body } = await server.ask<{ items: Tool[]; total: number }>('GET', '/api/tools');
  expect(body.items.filter(({ isReady }) => isReady).map(({ id }) => id)).toEqual(['knowledge-search', 'web-search', 'table-query', 'calculate', 'translate']);
  expect(body.items.find(({ id }) => id === 'weather')).toMatchObject({
    needsApiKey: true,
    hasApiKey: false,
    isOn: false,
    options: { service: 'qweather', baseUrl: '' },
    optionSchema: { properties: { service: { enum: ['qweather', 'seniverse'] } } },
    input: { required: ['city'] },
  });
});

test('a key is stored sealed, never given back, goes to its own host only, and is taken away', async () => {
  expect((await setUp('wolfram', { isOn: true })).body).toMatchObject({ isOn: true, isReady: false });
  expect((await setUp('wolfram', { apiKey: 'secret-1' })).body).toMatchObject({ isReady: true, hasApiKey: true });
  expect(JSON.stringify(await database.client.toolSetup.findMany())).not.toContain('secret-1');
  const moved = await setUp('wolfram', { options: { baseUrl: 'http://other.example' } });
  expect([moved.status, moved.body.error.details.field]).toEqual([400, 'apiKey']);
  expect((await setUp('wolfram', { options: { baseUrl: 'http://other.example' }, apiKey: 'secret-2' })).body).toMatchObject({ isOn: true, options: { baseUrl: 'http://other.example' } });
  expect((await setUp('wolfram', { apiKey: '' })).body).toMatchObject({ isReady: false, hasApiKey: false });
});

test('a stored key and address are what the tool is called with', async () => {
  const asked: (string | undefined)[] = [];
  await using service = await listenOnLoopback((request, response) => {
    asked.push(request.url);
    response.end('42');
  });
  await setUp('wolfram', { isOn: true, apiKey: 'secret', options: { baseUrl: service.url } });
  const [wolfram] = (await openTools(['wolfram'])).tools;
  expect(await wolfram!.call({ query: '6*7' }, never)).toEqual({ text: '42' });
  expect(asked).toEqual(['/v1/result?appid=secret&i=6*7']);
  await expect(wolfram!.call({ query: 1 }, never)).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('query') });
});

test.each([
  ['none', {}, 404, undefined],
  ['arxiv', { options: { color: 'red' } }, 400, 'options.color'],
  ['arxiv', { options: { baseUrl: 'ftp://x' } }, 400, 'options.baseUrl'],
  ['calculate', { options: { baseUrl: 'http://x' } }, 400, 'options.baseUrl'],
  ['none%2Fshout', { isOn: true }, 404, undefined],
])('%s with %j is refused', async (id, change, status, field) => {
  const answer = await setUp(id, change);
  expect([answer.status, answer.body.error.details.field]).toEqual([status, field]);
});

test('a turn gets those that are switched on, never more, and is told of the others', async () => {
  await setUp('translate', { isOn: false });
  await setUp('calculate', { needsApproval: true });
  expect(await ready()).toEqual(['knowledge-search', 'web-search', 'table-query', 'calculate']);
  expect(await ready([])).toEqual([]);
  await setUp('youtube', { isOn: true });
  const { tools: given, notes } = await openTools(['calculate', 'translate', 'youtube']);
  expect(given.map(({ id, needsApproval }) => [id, needsApproval])).toEqual([['calculate', true]]);
  expect(notes).toEqual(['The tool "Translator" is switched off', 'The tool "YouTube" needs an API key; enter it in Settings > Tools']);
});

test('an unknown tool is refused by its name, and a shell with the reason', async () => {
  await expect(tools.check(['calculate', 'guess'])).rejects.toMatchObject({ code: 'not_found', message: 'There is no tool named "guess"', details: { field: 'tools' } });
  await expect(tools.check(['gone/shout'])).rejects.toMatchObject({ code: 'not_found' });
  await expect(tools.check(['shell'])).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('There is no shell tool') });
});
