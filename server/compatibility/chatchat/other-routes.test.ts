import { afterAll, expect, test } from 'vitest';
import { startChatchatServer } from '../../testing/chatchat-server.ts';
import { answers, breaksOffAfter } from '../../testing/fake-openai-behaviours.ts';

const { server, fake, client, ...opened } = await startChatchatServer();
afterAll(() => opened[Symbol.asyncDispose]());

async function ask(path: string, body: unknown) {
  const { status, body: told } = await server.ask<Record<string, unknown>>('POST', path, body);
  return { status, body: told };
}

test('switched off, it answers 404 and tells where it is switched on', async () => {
  await server.ask('PATCH', '/api/settings', { chatchatApi: false });
  expect(await ask('/chat/chat', {})).toMatchObject({ status: 404, body: { code: 404, msg: expect.stringContaining('chatchatApi') } });
  await server.ask('PATCH', '/api/settings', { chatchatApi: true });
});

test('at / a program is sent to the description of the API, a browser and everybody else while it is switched off is not', async () => {
  const placeFor = async (accept: string) => (await fetch(server.url, { redirect: 'manual', headers: { accept } })).headers.get('location');
  expect(await placeFor('*/*')).toBe('/docs');
  expect(await placeFor('text/html,application/xhtml+xml,*/*;q=0.8')).toBeNull();
  await server.ask('PATCH', '/api/settings', { chatchatApi: false });
  expect(await placeFor('*/*')).toBeNull();
  await server.ask('PATCH', '/api/settings', { chatchatApi: true });
});

test('pages of other origins may ask only where the settings name them, and only at the addresses for programs', async () => {
  const preflight = async (path: string, origin: string) => {
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const { status, headers: told } = await fetch(server.url + path, { method: 'OPTIONS', headers });
    return [status, told.get('access-control-allow-origin')];
  };
  expect(await preflight('/chat/chat', 'https://a.example')).toEqual([403, null]);
  await server.ask('PATCH', '/api/settings', { corsOrigins: ['https://a.example'] });
  expect(await preflight('/chat/chat', 'https://a.example')).toEqual([204, 'https://a.example']);
  expect(await preflight('/chat/chat', 'https://b.example')).toEqual([403, null]);
  await server.ask('PATCH', '/api/settings', { corsOrigins: ['*'] });
  expect(await preflight('/knowledge_base/search_docs', 'https://b.example')).toEqual([204, 'https://b.example']);
  expect(await preflight('/api/settings', 'https://b.example')).toEqual([403, null]);
  await server.ask('PATCH', '/api/settings', { corsOrigins: [] });
});

test('requests that do not fit are refused with 422, naming the field', async () => {
  expect(await ask('/chat/chat', {})).toEqual({ status: 422, body: { detail: [{ loc: ['body', 'query'], msg: 'field required', type: 'value_error.missing' }] } });
  const wrong = [
    ['/chat/chat', { query: '问', temperature: 2.1 }],
    ['/chat/chat', { query: '问', history: ['x'] }],
    ['/chat/knowledge_base_chat', { query: '问', knowledge_base_name: 'a', score_threshold: 2.5 }],
    ['/chat/feedback', { message_id: 'x'.repeat(33) }],
    ['/chat/feedback', { message_id: 'x', score: 101 }],
    ['/server/get_prompt_template', { type: 'nothing' }],
    ['/knowledge_base/update_docs_by_id', { knowledge_base_name: 'a', docs: '{' }],
  ] as const;
  for (const [path, body] of wrong) expect((await ask(path, body)).status, `${path} ${JSON.stringify(body)}`).toBe(422);
  const missing = await server.ask<object>('GET', '/knowledge_base/list_files');
  expect(missing).toMatchObject({ status: 422, body: { detail: [{ loc: ['query', 'knowledge_base_name'] }] } });
});

test('a model that breaks off is told of in the stream, and in the envelope where there is none', async () => {
  fake.chat = breaksOffAfter('一半');
  const pieces = await client.chat('问');
  expect(pieces).toEqual([expect.objectContaining({ text: '一半' }), { code: 500, msg: expect.any(String), data: null, error: expect.any(String) }]);
  expect(await client.chat('问', { stream: false })).toMatchObject([{ code: 500, data: null }]);
});

test('what old clients always send is left out where the model has none, and 0 tokens are as many as it may write', async () => {
  fake.chat = answers('好。');
  await client.chat('问', { model_name: 'fake-chat', max_tokens: 0, temperature: 1.3 });
  expect(fake.calls.at(-1)!.body).toMatchObject({ model: 'fake-chat', temperature: 1.3 });
  await client.chat('问', { prompt_name: 'py' });
  expect(JSON.stringify(fake.calls.at(-1)!.body.messages)).toContain('Python');
  expect(await client.chat('问', { model_name: 'unknown' })).toMatchObject([{ code: 404, msg: '未找到模型 unknown' }]);
});

test('models are listed by plain names, without anything secret', async () => {
  const running = await client.post<{ data: Record<string, object> }>('/llm_model/list_running_models', {});
  expect(Object.keys(running.data)).toEqual(['fake-chat', 'extractive']);
  const config = await client.post('/llm_model/get_model_config', { model_name: 'fake-chat' });
  expect(config).toMatchObject({ code: 200, data: { model_name: 'fake-chat', online_api: true } });
  const listed = await client.post<{ data: object }>('/llm_model/list_config_models', { types: ['local', 'online'] });
  expect(listed.data).toMatchObject({ local: {}, online: { 'fake-chat': {} }, worker: {} });
  const configs = await client.post('/server/configs', {});
  expect(JSON.stringify([running, config, listed, configs])).not.toMatch(/sk-very-secret|api_?key/i);
  expect((await client.post('/llm_model/stop', { model_name: 'fake-chat' })).code).toBe(500);
  expect((await client.post('/llm_model/change', { model_name: 'fake-chat', new_model_name: 'nothing' })).code).toBe(404);
});

test('templates are looked up by type and name; what there is not is told of', async () => {
  const template = (body: object) => client.post<unknown>('/server/get_prompt_template', body);
  expect(await template({ type: 'knowledge_base_chat', name: 'Empty' })).toEqual(expect.stringContaining('documents'));
  expect(await template({ type: 'llm_chat', name: 'nothing' })).toMatchObject({ code: 404, msg: expect.stringContaining('default') });
  expect((await client.post<{ data: string[] }>('/server/list_search_engines', {})).data).toEqual(expect.arrayContaining(['bing', 'duckduckgo', 'metaphor']));
});

test('texts are embedded, and continued as raw text', async () => {
  const embedded = await client.post<{ data: number[][] }>('/other/embed_texts', { texts: ['一', '二'], embed_model: 'fake-embedding' });
  expect(embedded.data.map((vector) => vector.length)).toEqual([8, 8]);
  expect((await client.post<{ data: number[][] }>('/other/embed_texts', { texts: ['一'], to_query: true })).data).toHaveLength(1);
  expect((await client.post('/other/embed_texts', { texts: ['一'], embed_model: 'fake-chat' })).code).toBe(500);

  fake.chat = answers('山不在高。');
  const raw = async (path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    return (await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).text();
  };
  expect(await raw('/other/completion', { query: '陋室铭：', stream: true, echo: true })).toBe('陋室铭：山不在高。');
  expect(await raw('/chat/fastchat', { messages: [{ role: 'user', content: '陋室铭' }] })).toBe('山不在高。');
});
