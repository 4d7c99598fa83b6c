import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import type { SearchEngine, TestSearchEngineResult } from '#contracts/search-engine';
import type { Database } from '../platform/database.ts';
import { createEndpointClient, type EndpointClient } from '../platform/endpoint-client.ts';
import { type FakeSearchEngine, startFakeSearchEngine } from '../testing/fake-search-engine.ts';
import { serveRoutes, type ServedRoutes } from '../testing/serve-routes.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestSecrets } from '../testing/test-secrets.ts';
import { searchEngineRoutes } from './search-engine.routes.ts';

let database: Database;
let endpoints: EndpointClient;
let engine: FakeSearchEngine;
let server: ServedRoutes;
beforeEach(async () => {
  database = await openTestDatabase();
  endpoints = createEndpointClient();
  engine = await startFakeSearchEngine();
  server = await serveRoutes(searchEngineRoutes({ database, secrets: await openTestSecrets(), endpoints }));
});
afterEach(async () => {
  for (const each of [server, engine, endpoints, database]) await each[Symbol.asyncDispose]();
});

const list = async () => (await server.ask<{ items: SearchEngine[] }>('GET', '/api/search-engines')).body.items;
const find = async (id: string) => (await list()).find((each) => each.id === id);

test('six engines are known, and none is set up before an administrator does it', async () => {
  const engines = await list();
  expect(engines.map(({ id }) => id)).toEqual(['searxng', 'brave', 'tavily', 'exa', 'bing', 'duckduckgo']);
  expect(engines.filter(({ isSetUp, isReady }) => isSetUp || isReady)).toEqual([]);
});

test('a key is stored sealed, and never given back', async () => {
  const { body } = await server.ask<SearchEngine>('PUT', '/api/search-engines/brave', { apiKey: 'brave-secret-1' });
  expect(body).toEqual(await find('brave'));
  expect(body).toMatchObject({ baseUrl: 'https://api.search.brave.com/res/v1', isSetUp: true, hasApiKey: true, isReady: true });
  expect(JSON.stringify(await database.client.setting.findMany())).not.toContain('brave-secret-1');
});

test('a change without a key keeps it, unless the engine moves to another host', async () => {
  await server.ask('PUT', '/api/search-engines/brave', { apiKey: 'k' });
  expect((await server.ask('PUT', '/api/search-engines/brave', { baseUrl: 'https://api.search.brave.com/other' })).body).toMatchObject({ hasApiKey: true });
  const moved = await server.ask<ErrorBody>('PUT', '/api/search-engines/brave', { baseUrl: engine.url });
  expect([moved.status, moved.body.error.details.field]).toEqual([400, 'apiKey']);
  const tested = await server.ask<ErrorBody>('POST', '/api/search-engines/brave/test', { baseUrl: engine.url });
  expect(tested.body.error.details.field).toBe('apiKey');
  expect(engine.asked).toEqual([]);
});

test.each([
  ['brave', {}, 400, 'apiKey'],
  ['brave', { apiKey: '' }, 400, 'apiKey'],
  ['searxng', {}, 400, 'baseUrl'],
  ['searxng', { baseUrl: 'ftp://example.com' }, 400, 'baseUrl'],
  ['searxng', { baseUrl: 'http://user:password@example.com' }, 400, 'baseUrl'],
])('%s with %j is refused', async (id, body, status, field) => {
  const answer = await server.ask<ErrorBody>('PUT', `/api/search-engines/${id}`, body);
  expect([answer.status, answer.body.error.details.field]).toEqual([status, field]);
  expect((await find(id))!.isSetUp).toBe(false);
});

test('an engine that does not exist is 404 with those that do', async () => {
  const { status, body } = await server.ask<ErrorBody>('PUT', '/api/search-engines/altavista', {});
  expect([status, body.error.details.known]).toEqual([404, ['searxng', 'brave', 'tavily', 'exa', 'bing', 'duckduckgo']]);
});

test('one that was set up is forgotten with its key', async () => {
  await server.ask('PUT', '/api/search-engines/brave', { apiKey: 'k' });
  expect((await server.ask('DELETE', '/api/search-engines/brave')).status).toBe(204);
  expect(await find('brave')).toMatchObject({ isSetUp: false, hasApiKey: false });
  expect(await database.client.setting.findMany()).toEqual([]);
});

test('a test says how many pages were found, or what is wrong', async () => {
  engine.pages = [{ title: 'Lectern', url: 'https://example.com/', content: 'A reading desk.' }];
  const check = async () => (await server.ask<TestSearchEngineResult>('POST', '/api/search-engines/searxng/test', { baseUrl: engine.url })).body;
  expect(await check()).toMatchObject({ ok: true, message: 'SearXNG found 1 pages for "Lectern"' });
  engine.status = 403;
  expect(await check()).toMatchObject({ ok: false, message: 'SearXNG answered with status 403', hint: expect.stringContaining('search.formats') });
  expect((await find('searxng'))!.isSetUp).toBe(false);
});
