import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hit } from '#contracts/search';
import { createEndpointClient, type EndpointClient } from '../../platform/endpoint-client.ts';
import { AppError } from '../../platform/errors.ts';
import { localAdministrator as principal } from '../../platform/principal.ts';
import { listenOnLoopback } from '../../testing/listen.ts';
import { itBehavesLikeATool } from '../tool.suite.ts';
import type { ToolCallContext } from '../tool.ts';
import { tools } from './index.ts';

for (const tool of tools.list()) itBehavesLikeATool(tool);

/** What the fake services answer with, by path; what they were asked. */
const answers = new Map<string, { status?: number; body: string }>();
const asked: { path: string; query: Record<string, string>; key: string | undefined }[] = [];
let service: Awaited<ReturnType<typeof listenOnLoopback>>;
let endpoints: EndpointClient;

beforeAll(async () => {
  endpoints = createEndpointClient();
  service = await listenOnLoopback((request, response) => {
    const url = new URL(request.url!, 'http://service');
    asked.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), key: request.headers['x-goog-api-key'] as string | undefined });
    const { status = 200, body } = answers.get(url.pathname) ?? { status: 404, body: '{}' };
    response.writeHead(status).end(body);
  });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await endpoints[Symbol.asyncDispose]();
});

const hit = (text: string, change: Partial<Hit> = {}): Hit => ({ chunkId: '1', documentId: 'd', documentName: 'a.pdf', knowledgeBaseId: 'k', text, score: 1, start: 0, end: 1, ...change });
const trace = { query: '', terms: [], topK: 1, scoreThreshold: 0, candidates: [], stageMs: {} };
const notHere = () => Promise.reject(new Error('not here'));
const knowledgeBases = [{ id: 'k1', name: 'Handbook', description: 'Rules for staff' }, { id: 'k2', name: '人事', description: '' }];

function run(id: string, input: Record<string, unknown>, change: Partial<ToolCallContext> = {}) {
  const context: ToolCallContext = {
    endpoints,
    search: notHere,
    webSearch: { check: notHere, search: notHere },
    listTables: notHere,
    queryTables: notHere,
    principal,
    knowledgeBases,
    topK: 3,
    askModel: notHere,
    apiKey: 'key',
    options: { baseUrl: service.url },
    signal: new AbortController().signal,
    ...change,
  };
  return tools.get(id).run(input, context);
}

test('several knowledge bases are searched at once, each labelled by its name', async () => {
  let waiting = 0;
  let wake = () => {};
  const both = new Promise<void>((resolve) => (wake = resolve));
  const search: ToolCallContext['search'] = async (_principal, [id], { query }) => {
    if (++waiting === 2) wake();
    await both;
    return { hits: [hit(`${id}: ${query}`)], trace };
  };
  const { text, found } = await run('knowledge-search', { query: 'leave' }, { search });
  expect(text).toBe('Handbook: 1 passages\n人事: 1 passages');
  expect(found).toMatchObject([{ title: 'Found in Handbook', passages: [{ text: 'k1: leave' }] }, { passages: [{ text: 'k2: leave' }] }]);
});

test('knowledge bases are named, or by lines with a question each; a wrong name is told with the right ones', async () => {
  const search: ToolCallContext['search'] = async (_principal, [id], { query }) => ({ hits: [hit(`${id}: ${query}`)], trace });
  const textsOf = async (input: Record<string, unknown>) => (await run('knowledge-search', input, { search })).found!.map(({ passages }) => passages[0]!.text);
  expect(await textsOf({ query: 'leave', knowledgeBases: ['handbook'] })).toEqual(['k1: leave']);
  expect((await run('knowledge-search', { query: '年假', knowledgeBases: ['人事'] }, { search })).found).toMatchObject([{ title: '查询到 人事 知识库的相关信息' }]);
  expect(await textsOf({ query: '人事，有多少年假？\nHandbook, How much leave?' })).toEqual(['k2: 有多少年假？', 'k1: How much leave?']);
  await expect(run('knowledge-search', { query: 'x', knowledgeBases: ['none'] }, { search })).rejects.toMatchObject({ details: { hint: 'There are: Handbook, 人事.' } });
  const scope = { principal, knowledgeBases, topK: 3, askModel: notHere };
  expect(tools.get('knowledge-search').describe!(scope)).toContain('- Handbook: Rules for staff');
});

test('the web search gives passages with their links', async () => {
  const webHit = { ...hit('Sun.'), url: 'https://example.com/' };
  const search = async () => ({ hits: [webHit], trace });
  expect(await run('web-search', { query: 'sun' }, { webSearch: { check: notHere, search } })).toMatchObject({ found: [{ passages: [{ url: 'https://example.com/' }] }] });
  expect((await run('web-search', { query: 'sun' }, { webSearch: { check: notHere, search: async () => ({ hits: [], trace }) } })).text).toBe('The web search found nothing.');
});

test('a translation is given alone, out of whatever the model puts around it', async () => {
  const prompts: string[] = [];
  const answering = (text: string): Partial<ToolCallContext> => ({ askModel: async ([first]) => (prompts.push(first!.content), text) });
  expect((await run('translate', { text: '你好' }, answering('Translation: "Hello"\n'))).text).toBe('Hello');
  expect((await run('translate', { text: 'Hello', language: 'French' }, answering('Bonjour'))).text).toBe('Bonjour');
  expect(prompts.map((prompt) => /into (\w+)/.exec(prompt)![1])).toEqual(['English', 'French']);
  await expect(run('translate', { text: 'x' }, answering(' '))).rejects.toMatchObject({ code: 'provider_failed' });
});

test('tables are listed, then asked in the knowledge base that has them', async () => {
  const table = { name: 'stock', documentId: 'd', documentName: 'stock.csv', title: '', isHidden: false, rowCount: 2, leftOutColumns: 0, columns: [{ name: 'price', header: 'Price', type: 'real' as const, misfits: 0 }] };
  const listTables: ToolCallContext['listTables'] = async (_principal, id) => ({ items: id === 'k2' ? [table] : [], total: id === 'k2' ? 1 : 0, remaking: [] });
  const queryTables: ToolCallContext['queryTables'] = async (_principal, id) => {
    if (id === 'k1') throw new AppError('invalid_request', 'no such table: stock');
    return { columns: ['price', 'name'], rows: [[3.5, 'a\tb'], [null, 'c']], truncated: true, sources: [], tables: [] };
  };
  expect((await run('table-query', {}, { listTables })).text).toBe('Knowledge base 人事:\nstock (stock.csv, 2 rows): price real');
  expect((await run('table-query', { sql: 'SELECT * FROM stock' }, { queryTables })).text).toBe('price\tname\n3.5\ta b\n\tc\n(there are more rows)');
  await expect(run('table-query', { sql: 'SELECT 1', knowledgeBase: 'Handbook' }, { queryTables })).rejects.toMatchObject({ message: 'no such table: stock' });
});

test('weather by QWeather: city and district, the hours to come', async () => {
  answers.set('/geo/v2/city/lookup', { body: JSON.stringify({ code: '200', location: [{ id: '7', name: '海淀', adm1: '北京市', adm2: '北京' }] }) });
  answers.set('/v7/weather/24h', { body: JSON.stringify({ code: '200', hourly: [{ fxTime: '2026-03-01T10:00+08:00', temp: '5', text: '晴', windDir: '北风', windScale: '3', pop: '10' }] }) });
  const options = { service: 'qweather', baseUrl: service.url };
  expect((await run('weather', { city: '北京市海淀区' }, { options })).text).toBe('北京市 北京 海淀\n2026-03-01T10:00+08:00: 5 °C, 晴, 北风 3, 10 %');
  expect(asked.at(-2)).toMatchObject({ query: { location: '海淀区', adm: '北京市', key: 'key' } });
  answers.set('/geo/v2/city/lookup', { body: JSON.stringify({ code: '404' }) });
  await expect(run('weather', { city: '无此地' }, { options })).rejects.toMatchObject({ message: '输入的地区不存在，无法提供天气预报：无此地' });
  answers.set('/geo/v2/city/lookup', { body: JSON.stringify({ code: '401' }) });
  await expect(run('weather', { city: 'Berlin' }, { options })).rejects.toMatchObject({ details: { hint: expect.stringContaining('API key is not accepted') } });
});

test('weather by Seniverse: now, and places it does not know', async () => {
  const options = { service: 'seniverse', baseUrl: service.url };
  answers.set('/v3/weather/now.json', { body: JSON.stringify({ results: [{ location: { name: 'Berlin', path: 'Berlin, Germany' }, now: { text: '多云', temperature: '9' }, last_update: '10:00' }] }) });
  expect((await run('weather', { city: 'Berlin' }, { options })).text).toBe('Berlin, Germany\n多云, 9 °C (10:00)');
  answers.set('/v3/weather/now.json', { status: 404, body: JSON.stringify({ status_code: 'AP010010' }) });
  await expect(run('weather', { city: 'Nowhere' }, { options })).rejects.toMatchObject({ code: 'not_found', message: 'There is no such place: Nowhere' });
});

test('papers of arXiv are sources with their abstracts', async () => {
  const entry = '<entry><id>http://arxiv.org/abs/1706.03762v7</id><published>2017-06-12T17:57:34Z</published><title>Attention\n Is All</title><summary>We &lt;propose&gt; it.</summary><author><name>A. V.</name></author></entry>';
  answers.set('/api/query', { body: `<feed><title>x</title>${entry}</feed>` });
  const { found } = await run('arxiv', { query: 'attention "need"' });
  expect(found![0]!.passages).toMatchObject([{ documentName: 'Attention Is All', url: 'http://arxiv.org/abs/1706.03762v7', text: 'A. V. (2017-06-12). We <propose> it.' }]);
  expect(asked.at(-1)!.query).toMatchObject({ search_query: 'all:attention AND all:need' });
  await run('arxiv', { query: '1706.03762' });
  expect(asked.at(-1)!.query).toMatchObject({ id_list: '1706.03762' });
});

test('Wolfram Alpha answers in a line, or has no answer', async () => {
  answers.set('/v1/result', { body: '42' });
  expect((await run('wolfram', { query: 'six times seven' })).text).toBe('42');
  expect(asked.at(-1)!.query).toEqual({ appid: 'key', i: 'six times seven' });
  answers.set('/v1/result', { status: 501, body: 'no' });
  await expect(run('wolfram', { query: 'why' })).rejects.toMatchObject({ code: 'not_found' });
});

test('videos of YouTube are told with their links, and a bad answer says so', async () => {
  answers.set('/youtube/v3/search', { body: JSON.stringify({ items: [{ id: { videoId: 'abc' }, snippet: { title: 'Tom &amp; Co', channelTitle: 'C', publishedAt: '2020-01-01T' } }] }) });
  expect((await run('youtube', { query: 'tom' })).text).toBe('Tom & Co: https://www.youtube.com/watch?v=abc');
  expect(asked.at(-1)!.key).toBe('key');
  answers.set('/youtube/v3/search', { body: '<html>' });
  await expect(run('youtube', { query: 'tom' })).rejects.toMatchObject({ message: 'YouTube sent an answer that is none of its kind' });
  answers.set('/youtube/v3/search', { status: 429, body: '{}' });
  await expect(run('youtube', { query: 'tom' })).rejects.toMatchObject({ code: 'rate_limited' });
});
