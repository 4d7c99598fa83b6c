import { createParser } from 'eventsource-parser';
import OpenAI from 'openai';
import { afterAll, expect, test } from 'vitest';
import type { ApiKey, CreatedApiKey } from '#contracts/api-key';
import type { ErrorBody } from '#contracts/error';
import { WidgetEvent } from '#contracts/widget';
import { startTestServer } from '../testing/test-server.ts';

const site = 'https://shop.example';
const question = 'How many days of annual holiday do employees have?';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const create = (body: object) => server.ask<CreatedApiKey>('POST', '/api/api-keys', body);
const handbookId = (await server.createKnowledgeBase({ name: 'Handbook' })).id;
const otherId = (await server.createKnowledgeBase({ name: 'Other' })).id;
await server.ingest(handbookId, 'handbook.md', 'The staff handbook.\n\nEmployees have 28 days of annual holiday.');
const limited = (await create({ kind: 'program', name: 'Script', knowledgeBaseIds: [handbookId] })).body;
const widget = (await create({ kind: 'widget', name: 'Shop', knowledgeBaseIds: [handbookId], origins: [site] })).body;

type Call = { method?: string; body?: unknown; headers?: Record<string, string> };
async function call(key: string | undefined, path: string, { method = 'GET', body, headers = {} }: Call = {}) {
  const sent = { ...(key && { Authorization: `Bearer ${key}` }), ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers };
  const response = await fetch(server.url + path, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body) });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const fieldOf = (text: string) => (JSON.parse(text) as ErrorBody).error.details.field;
const askWidget = (key: string | undefined, headers: Record<string, string> = { Origin: site }, earlier: object[] = []) =>
  call(key, '/api/widget/turns', { method: 'POST', body: { question, earlier }, headers });
function eventsOf(text: string): WidgetEvent[] {
  const events: WidgetEvent[] = [];
  createParser({ onEvent: ({ data }) => void events.push(WidgetEvent.parse(JSON.parse(data))) }).feed(text);
  return events;
}

test('a key is shown once, and only its hash is kept', async () => {
  expect(limited.key).toMatch(/^lk-[\w-]{43}$/);
  const { items } = (await server.ask<{ items: ApiKey[] }>('GET', '/api/api-keys')).body;
  expect(items.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual(['program Script', 'widget Shop']);
  const stored = JSON.stringify([items, await server.context.database.client.apiKey.findMany()]);
  for (const { key } of [limited, widget]) expect(stored).not.toContain(key.slice(3));
});

test('a limited key lists, searches and asks its knowledge bases, and reaches nothing else', async () => {
  const listed = JSON.parse((await call(limited.key, '/api/knowledge-bases')).text) as { items: { id: string }[] };
  expect(listed.items.map(({ id }) => id)).toEqual([handbookId]);
  expect((await call(limited.key, `/api/knowledge-bases/${handbookId}/search`, { method: 'POST', body: { query: question } })).text).toContain('28 days');
  const outside = ['', '/search'].map((tail) => call(limited.key, `/api/knowledge-bases/${otherId}${tail}`, tail ? { method: 'POST', body: { query: 'x' } } : {}));
  expect((await Promise.all(outside)).map(({ status }) => status)).toEqual([404, 404]);
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: limited.key, maxRetries: 0 });
  expect((await client.models.list()).data.map(({ id }) => id)).not.toContain('kb:Other');
  const { choices } = await client.chat.completions.create({ model: 'kb:Handbook', messages: [{ role: 'user', content: question }] });
  expect(choices[0]!.message.content).toContain('28 days of annual holiday. [1]');
  await expect(client.chat.completions.create({ model: 'kb:Other', messages: [{ role: 'user', content: question }] })).rejects.toMatchObject({ status: 404 });
  for (const path of ['/api/settings', '/api/conversations', '/api/providers', `/api/knowledge-bases/${handbookId}/documents`]) {
    expect((await call(limited.key, path)).status, path).toBe(403);
  }
});

test('a key without limits acts as its owner, but makes no keys', async () => {
  const { key } = (await create({ kind: 'program', name: 'All' })).body;
  expect((await call(key, '/api/settings')).status).toBe(200);
  expect((await call(key, '/api/api-keys')).status).toBe(403);
  expect((await call(key, '/api/api-keys', { method: 'POST', body: { kind: 'program', name: 'More' } })).status).toBe(403);
});

test('a key that is unknown or revoked is refused everywhere, in the words of the protocol', async () => {
  const { key, id } = (await create({ kind: 'program', name: 'Short-lived' })).body;
  expect((await call(key, '/api/settings')).status).toBe(200);
  expect((await server.ask('DELETE', `/api/api-keys/${id}`)).status).toBe(204);
  for (const each of [key, 'lk-made-up']) expect((await call(each, '/api/settings')).status).toBe(401);
  const failed = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: key, maxRetries: 0 }).models.list();
  await expect(failed).rejects.toMatchObject({ status: 401, type: 'authentication_error' });
  expect((await server.ask('DELETE', `/api/api-keys/${id}`)).status).toBe(404);
});

test.each([
  [{ kind: 'widget', name: 'x', knowledgeBaseIds: [], origins: [site] }, 'knowledgeBaseIds'],
  [{ kind: 'widget', name: 'x', knowledgeBaseIds: ['a'], origins: [] }, 'origins'],
  [{ kind: 'widget', name: 'x', knowledgeBaseIds: ['a'], origins: ['https://shop.example/path'] }, 'origins.0'],
  [{ kind: 'program', name: '' }, 'name'],
])('%j is refused by the field %s', async (body, field) => {
  const answer = await call(undefined, '/api/api-keys', { method: 'POST', body });
  expect([answer.status, fieldOf(answer.text)]).toEqual([400, field]);
});

test('a widget answers on pages of its origins with what it cites, and tells nothing of the search', async () => {
  const answer = await askWidget(widget.key, { Origin: site }, [{ question: 'Who are you?', answer: 'The handbook.' }]);
  expect(answer.headers.get('access-control-allow-origin')).toBe(site);
  const events = eventsOf(answer.text);
  expect(events.map((event) => (event.type === 'text' ? event.delta : '')).join('')).toBe('Employees have 28 days of annual holiday. [1]');
  expect(events.at(-1)).toMatchObject({ type: 'end', status: 'complete', sources: [{ number: 1, document: 'handbook.md', quote: expect.stringContaining('28 days') }] });
  expect(answer.text).not.toMatch(/trace|candidates|knowledgeBaseId/);
});

test('a browser is told beforehand which origins may ask, and only where the widget asks', async () => {
  const preflight = (origin: string, path = '/api/widget/turns') =>
    call(undefined, path, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' } });
  const allowed = await preflight(site);
  expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([204, 'Authorization, Content-Type']);
  expect((await preflight('https://elsewhere.example')).status).toBe(403);
  expect((await preflight(site, '/api/settings')).status).toBe(403);
});

test('the key of a widget is refused from other origins, without one, and anywhere else', async () => {
  const { key } = (await create({ kind: 'widget', name: 'Other shop', knowledgeBaseIds: [otherId], origins: ['https://other.example'] })).body;
  const statuses = await Promise.all([askWidget(key), askWidget(widget.key, {}), askWidget(limited.key), askWidget(undefined), call(widget.key, '/api/knowledge-bases'), call(widget.key, '/v1/models')]);
  expect(statuses.map(({ status }) => status)).toEqual([403, 403, 401, 401, 403, 403]);
});

test('pages of others may load the script, and nothing else', async () => {
  const load = (path: string) => call(undefined, path, { headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' } });
  expect((await load('/widget.js')).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect((await load('/api/knowledge-bases')).status).toBe(403);
});

test('more questions than a person asks are put off', async () => {
  const answers = await Promise.all(Array.from({ length: 22 }, () => askWidget(widget.key)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(2);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
});
