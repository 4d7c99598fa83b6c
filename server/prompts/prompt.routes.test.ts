import { afterAll, expect, test } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import type { Prompt, PromptVersion, TestedPrompt } from '#contracts/prompt';
import { answers } from '../testing/fake-openai-behaviours.ts';
import { fromHandbook, passage, startTurnServer } from '../testing/turn-server.ts';

const server = await startTurnServer();
afterAll(() => server[Symbol.asyncDispose]());

const list = async (query = '') => (await server.ask<{ items: Prompt[] }>('GET', `/api/prompts${query}`)).body.items;
const add = (body: object) => server.ask<Prompt & ErrorBody>('POST', '/api/prompts', body);
const change = (path: string, text: string) => server.ask<Prompt & ErrorBody>('PUT', `/api/prompts/${path}`, { text });
async function ask(request: object): Promise<string> {
  const { id } = await server.beginConversation();
  await server.askQuestion(id, request);
  return server.lastPrompt();
}

test('every mode has a default, and the names of the older system where they make sense', async () => {
  const names = (await list()).map(({ mode, name, isDefault }) => `${mode}/${name}${isDefault ? '*' : ''}`);
  expect(names).toEqual([
    ...['llm/default*', 'llm/with_history', 'llm/py', 'knowledge-base/default*', 'knowledge-base/text', 'knowledge-base/empty', 'file/default*'],
    ...['search-engine/default*', 'search-engine/search', 'agent/default*', 'agent/ChatGLM3', 'completion/default*'],
  ]);
});

test('a change is used by the next question, kept as a version, and taken back', async () => {
  expect(await ask({ mode: 'llm', text: 'Hello' })).toContain('careful, concise');
  expect((await change('llm/default', 'Rhyme.')).body).toMatchObject({ version: 1, isBuiltIn: true });
  expect(await ask({ mode: 'llm', text: 'Hello' })).toBe('Rhyme.\n---\nHello');
  await change('llm/default', 'Sing.');
  const { items } = (await server.ask<{ items: PromptVersion[] }>('GET', '/api/prompts/llm/default/versions')).body;
  expect(items.map(({ version, text }) => [version, text.slice(0, 6)])).toEqual([[2, 'Sing.'], [1, 'Rhyme.'], [0, 'You ar']]);
  expect((await server.ask('POST', '/api/prompts/llm/default/versions/1/restore')).body).toMatchObject({ text: 'Rhyme.', version: 3 });
  expect((await server.ask('DELETE', '/api/prompts/llm/default')).status).toBe(204);
  expect(await ask({ mode: 'llm', text: 'Hello' })).toContain('careful, concise');
  expect((await server.ask('DELETE', '/api/prompts/llm/default')).status).toBe(409);
  expect((await server.ask('POST', '/api/prompts/llm/default/versions/9/restore')).status).toBe(404);
});

test('a prompt of its own is named by the question, or by the settings', async () => {
  expect((await add({ mode: 'knowledge-base', name: '简短 short', text: 'From {{context}} answer {{question}}' })).status).toBe(201);
  expect((await add({ mode: 'knowledge-base', name: '简短 short', text: 'Again' })).body.error.details.field).toBe('name');
  server.found.hits = [passage('Holidays: 28 days.')];
  const asked = { ...fromHandbook, text: 'How many days?' };
  expect(await ask({ ...asked, prompt: '简短 short' })).toMatch(/From =====[\s\S]+28 days[\s\S]+answer How many days\?$/);
  await server.ask('PATCH', '/api/settings', { defaultPrompts: { 'knowledge-base': '简短 short' } });
  expect(await ask(asked)).toContain('answer How many days?');
  await server.ask('DELETE', `/api/prompts/knowledge-base/${encodeURIComponent('简短 short')}`);
  expect(await ask(asked)).toContain('Answer the question from the numbered passages only');
});

test('an unknown name is refused with the names there are; one only remembered gives way', async () => {
  const { id } = await server.beginConversation();
  const { status, body } = await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { mode: 'llm', text: 'Hi', prompt: 'nothing' });
  expect([status, body.error.details.field, body.error.details.known]).toEqual([400, 'prompt', ['default', 'with_history', 'py']]);
  await server.askQuestion(id, { mode: 'llm', text: 'Hi', prompt: 'py' });
  expect(server.lastPrompt()).toContain('You write Python');
  await server.askQuestion(id, { ...fromHandbook, text: 'How many days?' });
  expect(server.lastPrompt()).toContain('numbered passages');
});

test.each(['{{secret}}', 'a {{ question }} {{input}}', '{{用户}}'])('the unknown placeholder in %s is refused by its name', async (text) => {
  const { status, body } = await add({ mode: 'llm', name: 'bad', text });
  expect([status, body.error.details.field]).toEqual([400, 'text']);
  expect(body.error.message).toMatch(/\{\{(secret|input|用户)\}\} is no placeholder/);
});

test('braces that are no placeholder are text', async () => {
  const text = 'JSON: {"a": {"b": 1}} {% if %} { question } {{}}';
  expect((await add({ mode: 'llm', name: 'braces', text })).body.text).toBe(text);
});

test('a template is tried without being kept, and answered when a model is named', async () => {
  const before = await list();
  const sample = { mode: 'knowledge-base', text: '{{context}} {{history}} Q={{question}}', question: 'How {{many}}?' };
  const { messages, answer } = (await server.ask<TestedPrompt>('POST', '/api/prompts/test', sample)).body;
  expect([messages.at(-1)!.content.includes('28 days'), messages.at(-1)!.content.endsWith('Q=How {{many}}?'), answer]).toEqual([true, true, undefined]);
  server.fake.chat = answers('Twenty-eight.');
  const model = (await server.ask<{ defaultChatModel: string }>('GET', '/api/settings')).body.defaultChatModel;
  expect((await server.ask<TestedPrompt>('POST', '/api/prompts/test', { ...sample, model })).body.answer).toBe('Twenty-eight.');
  expect((await server.ask('POST', '/api/prompts/test', { ...sample, model: 'extractive' })).status).toBe(400);
  expect(await list()).toEqual(before);
});
