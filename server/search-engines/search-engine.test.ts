import { expect, test } from 'vitest';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import { listenOnLoopback } from '../testing/listen.ts';
import { bing } from './engines/bing.ts';
import { brave } from './engines/brave.ts';
import { duckduckgo } from './engines/duckduckgo.ts';
import { exa } from './engines/exa.ts';
import { searxng } from './engines/searxng.ts';
import { tavily } from './engines/tavily.ts';
import { connectSearchEngine } from './search-engine.ts';
import { searchEngineSuite } from './search-engine.suite.ts';

const never = new AbortController().signal;

searchEngineSuite({
  protocol: searxng,
  expected: { method: 'GET', path: '/search', query: { q: 'annual leave', format: 'json' } },
  answer: (pages) => ({
    query: 'annual leave',
    number_of_results: pages.length,
    results: pages.map(({ title, url, snippet }) => ({ title, url, content: snippet, engine: 'wikipedia', engines: ['wikipedia'], score: 1, category: 'general' })),
    answers: [],
    corrections: [],
    infoboxes: [],
    suggestions: [],
    unresponsive_engines: [],
  }),
  wrongKey: { status: 403, body: '<!doctype html><title>403 Forbidden</title>' },
});

searchEngineSuite({
  protocol: brave,
  expected: { method: 'GET', path: '/web/search', query: { q: 'annual leave', count: '3' }, headers: { 'x-subscription-token': 'key-1234567890' } },
  answer: (pages) => ({
    type: 'search',
    query: { original: 'annual leave', more_results_available: false },
    ...(pages.length > 0 ? { web: { type: 'search', family_friendly: true, results: pages.map(({ title, url, snippet }) => ({ title, url, description: snippet })) } } : {}),
  }),
  wrongKey: { status: 422, body: { type: 'ErrorResponse', error: { code: 'SUBSCRIPTION_TOKEN_INVALID', status: 422 } } },
});

searchEngineSuite({
  protocol: bing,
  expected: {
    method: 'GET',
    path: '/search',
    query: { q: 'annual leave', count: '3', textFormat: 'Raw' },
    headers: { 'ocp-apim-subscription-key': 'key-1234567890' },
  },
  answer: (pages) => ({
    _type: 'SearchResponse',
    queryContext: { originalQuery: 'annual leave' },
    ...(pages.length > 0
      ? { webPages: { totalEstimatedMatches: pages.length, value: pages.map(({ title, url, snippet }) => ({ id: url, name: title, url, displayUrl: url, snippet })) } }
      : {}),
  }),
  wrongKey: { status: 401, body: { error: { code: '401', message: 'Access denied due to invalid subscription key key-1234567890' } } },
});

searchEngineSuite({
  protocol: tavily,
  expected: {
    method: 'POST',
    path: '/search',
    headers: { authorization: 'Bearer key-1234567890', 'content-type': 'application/json' },
    body: { query: 'annual leave', max_results: 3, search_depth: 'basic' },
  },
  answer: (pages) => ({
    query: 'annual leave',
    answer: null,
    images: [],
    results: pages.map(({ title, url, snippet }) => ({ title, url, content: snippet, score: 0.9, raw_content: null })),
    response_time: 1.2,
  }),
  wrongKey: { status: 401, body: { detail: { error: 'Unauthorized: missing or invalid API key.' } } },
});

searchEngineSuite({
  protocol: exa,
  expected: {
    method: 'POST',
    path: '/search',
    headers: { 'x-api-key': 'key-1234567890', 'content-type': 'application/json' },
    body: { query: 'annual leave', numResults: 3, contents: { text: { maxCharacters: 8000 } } },
  },
  answer: (pages) => ({
    requestId: 'b5947044c4b78efa9552a7c89b306d95',
    resolvedSearchType: 'neural',
    results: pages.map(({ title, url, snippet }) => ({ id: url, title, url, publishedDate: '2024-01-01T00:00:00.000Z', author: null, text: snippet })),
  }),
  wrongKey: { status: 401, body: { error: 'Invalid API key' } },
});

/** The page of results for browsers without scripts, cut down to what is in every one of them. */
function resultPage(pages: readonly { title: string; url: string; snippet: string }[]): string {
  const results = pages.map(({ title, url, snippet }) => {
    const href = `//duckduckgo.com/l/?uddg=${encodeURIComponent(url)}&amp;rut=0123abc`;
    return `<div class="result results_links results_links_deep web-result "><div class="links_main links_deep result__body">
      <h2 class="result__title"><a rel="nofollow" class="result__a" href="${href}">${title}</a></h2>
      <div class="result__extras"><a class="result__url" href="${href}">example.com</a></div>
      <a class="result__snippet" href="${href}">${snippet}</a></div></div>`;
  });
  const advertisement = `<div class="result results_links result--ad"><a rel="nofollow" class="result__a" href="https://duckduckgo.com/y.js?ad_domain=shop.example">Buy leave</a>
      <a class="result__snippet" href="https://duckduckgo.com/y.js">Cheap</a></div>`;
  const none = '<div class="no-results">No results.</div>';
  return `<!DOCTYPE html><html><body><div class="serp__results"><div id="links" class="results">${pages.length > 0 ? advertisement + results.join('\n') : none}</div></div></body></html>`;
}

searchEngineSuite({
  protocol: duckduckgo,
  expected: { method: 'POST', path: '/html/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'q=annual+leave&b=' },
  answer: resultPage,
  wrongKey: { status: 403, body: 'Forbidden' },
});

test('Exa sends the text of the pages along, bounded', async () => {
  const results = [{ title: 'Long', url: 'https://example.com/', text: 'word '.repeat(10_000) }];
  await using client = createEndpointClient();
  await using server = await listenOnLoopback((_request, response) => void response.end(JSON.stringify({ results })));
  const [page] = await connectSearchEngine(exa, { baseUrl: server.url, apiKey: 'k' }, client).search('word', 1, never);
  expect(page!.text!.length).toBe(20_000);
});

test.each([200, 202])('DuckDuckGo may ask for proof that a person searches, with status %i', async (status) => {
  await using client = createEndpointClient();
  await using server = await listenOnLoopback((_request, response) => void response.writeHead(status).end('<div class="anomaly-modal__title">Unfortunately, bots use DuckDuckGo too.</div>'));
  await expect(connectSearchEngine(duckduckgo, { baseUrl: server.url }, client).search('q', 1, never)).rejects.toMatchObject({ code: 'rate_limited' });
});

test('nothing is ever asked of an address where a cloud tells a machine its secrets', async () => {
  await using client = createEndpointClient();
  const engine = connectSearchEngine(searxng, { baseUrl: 'http://169.254.169.254' }, client);
  await expect(engine.search('q', 1, never)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a base URL keeps its path, and one pasted with the path of the call means the same', async () => {
  const asked: string[] = [];
  await using client = createEndpointClient();
  await using server = await listenOnLoopback((request, response) => {
    asked.push(request.url!.split('?')[0]!);
    response.end('{"results":[]}');
  });
  for (const path of ['/searxng', '/searxng/', '/searxng/search']) await connectSearchEngine(searxng, { baseUrl: server.url + path }, client).search('q', 1, never);
  expect(new Set(asked)).toEqual(new Set(['/searxng/search']));
});
