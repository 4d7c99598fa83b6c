import express from 'express';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { ErrorBody } from '#contracts/error';
import { listenOnLoopback } from '../testing/listen.ts';
import { AppError } from './errors.ts';
import { errorHandler, notFound } from './http-errors.ts';
import { identifyRequest, refuseForeignPages, securityHeaders } from './http-guards.ts';
import { IdParams, mountRoutes, route } from './http.ts';
import { createLogger } from './logger.ts';

const routes = [
  route({
    method: 'post',
    path: '/api/things/:id',
    summary: 'Echo',
    params: IdParams,
    query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
    body: z.strictObject({ name: z.string().max(5), inner: z.strictObject({ size: z.number() }).optional() }),
    bodyBytes: 200,
    status: 201,
    handle: ({ params, query, body }) => ({ ...params, ...query, ...body }),
  }),
  route({ method: 'delete', path: '/api/things/:id', summary: 'Delete', params: IdParams, status: 204, handle: () => undefined }),
  route({
    method: 'get',
    path: '/api/bug',
    summary: 'Fails',
    handle: () => {
      throw new Error('secret detail');
    },
  }),
  route({
    method: 'get',
    path: '/api/full',
    summary: 'Finds no space',
    handle: () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    },
  }),
  route({
    method: 'get',
    path: '/api/refused',
    summary: 'Refuses',
    handle: () => {
      throw new AppError('storage_full', 'The disk is full', { hint: 'Free some space.' });
    },
  }),
];

let server: Awaited<ReturnType<typeof listenOnLoopback>>;
beforeAll(async () => {
  const app = express();
  app.use(identifyRequest, securityHeaders(["'sha256-abc'"]), refuseForeignPages(new Set(['127.0.0.1'])));
  mountRoutes(app, routes);
  app.use(notFound, errorHandler(createLogger('silent')));
  server = await listenOnLoopback(app);
});
afterAll(() => server[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: string, headers: Record<string, string> = json) => fetch(`${server.url}${path}`, { method: 'POST', body, headers });
const errorOf = async (response: Response) => ((await response.json()) as ErrorBody).error;

test('parameters, query and body arrive checked and with their defaults', async () => {
  const response = await post('/api/things/7?page=2', JSON.stringify({ name: 'abc' }));
  expect([response.status, await response.json()]).toEqual([201, { id: '7', page: 2, name: 'abc' }]);
  expect((await fetch(`${server.url}/api/things/7`, { method: 'DELETE' })).status).toBe(204);
});

test.each([
  ['an unknown field', JSON.stringify({ name: 'a', extra: 1 }), 400, 'extra'],
  ['an unknown field further in', JSON.stringify({ name: 'a', inner: { size: 1, extra: 1 } }), 400, 'inner.extra'],
  ['a wrong type', JSON.stringify({ name: 5 }), 400, 'name'],
  ['a missing field', '{}', 400, 'name'],
  ['too long a text', JSON.stringify({ name: 'abcdef' }), 400, 'name'],
  ['no object', '[1]', 400, ''],
  ['broken JSON', '{"name":', 400, 'body'],
  ['a prototype', '{"__proto__":{"name":"a"}}', 400, 'name'],
  ['a body over the limit', JSON.stringify({ name: 'a'.repeat(300) }), 413, 'body'],
])('%s is answered with 4xx that names the field', async (_what, body, status, field) => {
  const response = await post('/api/things/7', body);
  const error = await errorOf(response);
  expect([response.status, error.details.field]).toEqual([status, field]);
  expect(error.requestId).toBe(response.headers.get('x-request-id'));
});

test('a query out of range and another media type are refused too', async () => {
  expect((await errorOf(await post('/api/things/7?page=0', '{"name":"a"}'))).details.field).toBe('page');
  expect((await errorOf(await post('/api/things/7', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }))).details.field).toBe('content-type');
});

test('a bug is answered without its text', async () => {
  const response = await fetch(`${server.url}/api/bug`);
  const text = await response.text();
  expect([response.status, text.includes('internal'), text.includes('secret')]).toEqual([500, true, false]);
});

test('a full disk is told as such, whoever noticed it', async () => {
  const response = await fetch(`${server.url}/api/full`);
  expect([response.status, (await errorOf(response)).code]).toEqual([507, 'storage_full']);
});

test('a named failure keeps its words and its way out', async () => {
  const response = await fetch(`${server.url}/api/refused`);
  expect([response.status, await errorOf(response)]).toEqual([507, expect.objectContaining({ code: 'storage_full', details: { hint: 'Free some space.' } })]);
});

test('an unknown path is 404, a known one with another method 405 with the allowed ones', async () => {
  expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404);
  const response = await fetch(`${server.url}/api/things/7`, { method: 'PUT' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, DELETE']);
});

test('a malformed path is the caller’s mistake', async () => {
  expect((await fetch(`${server.url}/api/things/%E0%A4%A`, { method: 'DELETE' })).status).toBe(400);
});

/** fetch sets Host and Origin by itself; this sends what a foreign page or a rebound name would. */
function statusWith(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${server.url}/api/refused`, { headers }, (response) => resolve(response.resume().statusCode!)).on('error', reject).end();
  });
}

test.each([
  [{ host: 'evil.example' }, 403],
  [{ origin: 'http://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, 403],
  [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 507],
])('a request with %j gets %i', async (headers, status) => {
  expect(await statusWith(headers as Record<string, string>)).toBe(status);
});

test('every answer forbids scripts and connections that are not ours', async () => {
  const policy = (await fetch(`${server.url}/api/refused`)).headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self' 'sha256-abc'");
  expect(policy).toContain("connect-src 'self'");
});
