import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Provider } from '#contracts/model';
import { callsTools } from '../testing/fake-openai-behaviours.ts';
import { startModelServer } from '../testing/model-server.ts';

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } };
const named = (name: string) => ({ type: 'function', function: { name } });

const { server, fake, chatModel: openAi, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());
const provider = { name: 'Ollama', protocol: 'ollama', baseUrl: fake.baseUrl, chatModels: ['m'] };
const ollama = `${(await server.ask<Provider>('POST', '/api/providers', provider)).body.id}/m`;

beforeEach(() => {
  fake.chat = callsTools([{ name: 'weather', arguments: '{}' }]);
  fake.calls.length = 0;
});

const ask = (fields: object) => server.ask<unknown>('POST', '/v1/chat/completions', { model: openAi, messages: [{ role: 'user', content: 'Hi' }], tools: [weather], ...fields });

test('a call that is required, of any tool or of one, is asked of the model', async () => {
  for (const tool_choice of ['required', named('weather')]) {
    const { body } = await ask({ tool_choice });
    expect(body).toMatchObject({ choices: [{ finish_reason: 'tool_calls', message: { tool_calls: [{ function: { name: 'weather' } }] } }] });
    expect(fake.calls.at(-1)!.body).toMatchObject({ tool_choice, tools: [weather] });
  }
  await ask({ tool_choice: 'auto' });
  expect(fake.calls.at(-1)!.body).not.toHaveProperty('tool_choice');
});

test.each([
  ['without tools', () => ({ tool_choice: 'required', tools: undefined })],
  ['of a tool that is not offered', () => ({ tool_choice: named('search') })],
  ['of something else', () => ({ tool_choice: { type: 'allowed_tools' } })],
  ['of a model whose protocol knows none', () => ({ tool_choice: 'required', model: ollama })],
  ['of such a model, streamed', () => ({ tool_choice: 'required', model: ollama, stream: true })],
])('a call required %s is refused by the name of the field', async (_which, fields) => {
  expect(await ask(fields())).toMatchObject({ status: 400, body: { error: { param: 'tool_choice' } } });
  expect(fake.calls.filter(({ path }) => path.includes('chat'))).toEqual([]);
});
