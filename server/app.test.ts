import { afterAll, expect, test } from 'vitest';
import { allRoutes } from './app.ts';
import type { Route } from './platform/http.ts';
import { startTestServer } from './testing/test-server.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const routes = allRoutes(server.context);

const strangeBodies: unknown[] = [
  null,
  'text',
  12,
  [],
  {},
  { unknown: true },
  { name: { $ne: null }, text: [], query: {}, baseUrl: 'abc', files: 1, title: 5, options: 'x', score: '100', depth: 7 },
  { name: 'a\u0000b', text: '\ud800', query: '\u202e', baseUrl: 'http://a:b@c', topK: 1e400, knowledgeBaseIds: ['x'.repeat(1000)] },
  { name: 'x'.repeat(100_000), text: 'x'.repeat(100_000), query: 'x'.repeat(100_000) },
  JSON.parse(`${'[[[['.repeat(200)}${']]]]'.repeat(200)}`),
];
const strangeIds = ['..%2f..%2fetc%2fpasswd', '%00', '%F0%9F%92%A9', 'x'.repeat(500), "1'%20OR%201=1", '00000000-0000-0000-0000-000000000000'];
const strangeQueries = ['?page=-1', '?page=abc&pageSize=1e9', '?status[]=ready', '?start=NaN&end=Infinity', '?query=%00', `?query=${'x'.repeat(2000)}`];

async function statusOf(route: Route, path: string, body?: unknown): Promise<number> {
  const signal = AbortSignal.timeout(10_000);
  const headers = body === undefined ? undefined : { 'Content-Type': 'application/json' };
  const response = await fetch(server.url + path, { method: route.method.toUpperCase(), headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  if (response.status >= 400) route.failureForm.schema.parse(await response.json());
  else await response.body?.cancel();
  return response.status;
}

test('no route answers strange ids, queries or bodies with a failure of its own', async () => {
  const failures: string[] = [];
  const attempt = async (route: Route, path: string, body?: unknown) => {
    const status = await statusOf(route, path, body);
    if (status >= 500) failures.push(`${route.method} ${path.slice(0, 100)} ${JSON.stringify(body)?.slice(0, 100)}: ${status}`);
  };
  for (const route of routes) {
    const known = route.path.replace(':id', strangeIds.at(-1)!);
    for (const body of route.body ? strangeBodies : [undefined]) await attempt(route, known, body);
    if (route.method === 'get') for (const query of strangeQueries) await attempt(route, known + query);
    if (route.path.includes(':id')) for (const id of strangeIds) await attempt(route, route.path.replace(':id', id), route.body ? {} : undefined);
  }
  expect(failures).toEqual([]);
});

test('what does not exist is not found, whatever is asked of it', async () => {
  for (const route of routes.filter(({ path }) => path.includes(':id'))) {
    const status = await statusOf(route, route.path.replace(':id', strangeIds.at(-1)!), route.body ? {} : undefined);
    expect([400, 404], `${route.method} ${route.path}`).toContain(status);
  }
});

test('every route says in the description what it takes and gives', async () => {
  const { body } = await server.ask<{ paths: Record<string, Record<string, { summary: string; responses: object }>> }>('GET', '/api/openapi.json');
  for (const route of routes) {
    const operation = body.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method];
    expect(operation?.summary, `${route.method} ${route.path}`).toMatch(/\w/);
    expect(operation?.responses).toHaveProperty(String(route.status));
  }
});
