import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEndpointClient, type EndpointClient } from '../platform/endpoint-client.ts';
import { listenOnLoopback } from '../testing/listen.ts';
import { connectSearchEngine, type SearchProtocol } from './search-engine.ts';

/** A request as the engine's server sees it. */
export type EngineCall = { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; body: string };
type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

/** One engine's protocol as its documentation tells it. */
export type EngineFixture = {
  protocol: SearchProtocol;
  /** What it is asked for "annual leave", 3 pages. */
  expected: Partial<Omit<EngineCall, 'query' | 'body'>> & { query?: Record<string, string>; body?: unknown };
  /** Its answer with these pages, the HTML in them as the engine writes it. */
  answer(pages: readonly { title: string; url: string; snippet: string }[]): unknown;
  /** Its answer when the key is wrong. */
  wrongKey: Answer;
};

const key = 'key-1234567890';
const never = new AbortController().signal;
const leave = { title: 'Leave &amp; <b>holidays</b>', url: 'https://example.com/leave', snippet: 'Employees receive <b>15 days</b> of leave.' };

/** What every engine does the same, over a loopback server that speaks its protocol. */
export function searchEngineSuite({ protocol, expected, answer, wrongKey }: EngineFixture): void {
  describe(protocol.label, () => {
    let calls: EngineCall[];
    let next: Answer | undefined;
    let server: Awaited<ReturnType<typeof listenOnLoopback>>;
    let client: EndpointClient;
    beforeEach(async () => {
      calls = [];
      next = { body: answer([leave]) };
      client = createEndpointClient();
      const serve = async (request: IncomingMessage, response: ServerResponse) => {
        const { pathname, searchParams } = new URL(request.url!, 'http://engine');
        calls.push({ method: request.method!, path: pathname, query: searchParams, headers: request.headers, body: await text(request) });
        if (!next) return;
        const { status = 200, body, headers } = next;
        response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
      };
      server = await listenOnLoopback((request, response) => void serve(request, response));
    });
    afterEach(async () => {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });

    const connect = (timeoutMs?: number) => connectSearchEngine(protocol, { baseUrl: server.url, apiKey: key }, client, timeoutMs);
    const search = (limit = 3) => connect().search('annual leave', limit, never);

    test('is asked as its documentation says', async () => {
      await search();
      const { query = {}, body, headers = {}, ...rest } = expected;
      expect(calls).toMatchObject([{ ...rest, headers }]);
      expect(Object.fromEntries(calls[0]!.query)).toEqual(query);
      if (body !== undefined) expect(calls[0]!.body.startsWith('{') ? JSON.parse(calls[0]!.body) : calls[0]!.body).toEqual(body);
    });

    test('its pages come as plain text', async () => {
      expect(await search()).toMatchObject([
        { title: 'Leave & holidays', url: 'https://example.com/leave', snippet: 'Employees receive 15 days of leave.' },
      ]);
    });

    test('no more pages come than were asked for, each once, and none but pages of the web', async () => {
      const page = (url: string) => ({ ...leave, url });
      next = { body: answer(['javascript:alert(1)', 'https://a.example/#top', 'https://a.example/', 'file:///etc/passwd', 'https://b.example/', 'https://c.example/'].map(page)) };
      expect((await search(2)).map(({ url }) => url)).toEqual(['https://a.example/', 'https://b.example/']);
    });

    test('nothing found is an empty list', async () => {
      next = { body: answer([]) };
      expect(await search()).toEqual([]);
    });

    test('a wrong key is named with a hint, and is not repeated', async () => {
      next = wrongKey;
      const failure = await search().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'provider_failed', message: expect.stringContaining(protocol.label), details: { hint: expect.any(String) } });
      expect(JSON.stringify(failure)).not.toContain(key);
    });

    test('too many questions are told apart from other failures', async () => {
      next = { status: 429, body: {} };
      await expect(search()).rejects.toMatchObject({ code: 'rate_limited' });
    });

    test('silence ends with the time-out', async () => {
      next = undefined;
      await expect(connect(50).search('annual leave', 3, never)).rejects.toMatchObject({ code: 'timed_out', message: expect.stringContaining(protocol.label) });
    });

    test('who asks can leave', async () => {
      next = undefined;
      await expect(connect().search('annual leave', 3, AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'cancelled' });
    });

    test.each(['', '{}', 'null', '[1', '<!doctype html><title>Log in</title>'])('an answer of another kind is a failure: %j', async (body) => {
      next = { body };
      await expect(search()).rejects.toMatchObject({ code: 'provider_failed' });
    });

    test('a redirect is not followed, so the key goes nowhere else', async () => {
      next = { status: 302, body: '', headers: { location: `${server.url}/elsewhere` } };
      await expect(search()).rejects.toMatchObject({ code: 'provider_failed', details: { status: 302 } });
      expect(calls).toHaveLength(1);
    });
  });
}
