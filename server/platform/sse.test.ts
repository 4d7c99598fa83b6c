import express from 'express';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { listenOnLoopback } from '../testing/listen.ts';
import { AppError } from './errors.ts';
import { sendEvents } from './sse.ts';

/** A promise to be resolved from outside. */
function deferred() {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A real server whose only answer is this stream. */
async function serve(events: AsyncIterable<unknown>) {
  const app = express();
  const ended = deferred();
  app.get('/', (_request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    sendEvents(response, events, gone.signal).then(ended.resolve, ended.reject);
  });
  const server = await listenOnLoopback(app);
  closers.push(() => server[Symbol.asyncDispose]());
  return { url: server.url, ended: ended.promise };
}

async function* valuesOf(...values: unknown[]) {
  yield* values;
}

test('each value becomes one numbered event, newlines and Chinese included', async () => {
  const { url } = await serve(valuesOf({ text: 'one\ntwo' }, { text: '年假' }));
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(answer.headers.get('cache-control')).toContain('no-transform');
  expect(await answer.text()).toBe('id: 0\ndata: {"text":"one\\ntwo"}\n\nid: 1\ndata: {"text":"年假"}\n\n');
});

test('a failure ends the stream with the usual error body', async () => {
  async function* failing() {
    yield 1;
    throw new AppError('provider_failed', 'The model broke off', { hint: 'Try again.' });
  }
  const { url } = await serve(failing());
  const last = (await (await fetch(url)).text()).split('\n\n').at(-2);
  expect(last).toMatch(/^event: error\ndata: \{"error":\{"code":"provider_failed","message":"The model broke off"/);
});

test('a bug is reported without its text, and thrown on so that it is logged', async () => {
  async function* failing() {
    yield 1;
    throw new Error('secret detail');
  }
  const { url, ended } = await serve(failing());
  const thrown = expect(ended).rejects.toThrow('secret detail');
  const text = await (await fetch(url)).text();
  expect(text).toContain('"code":"internal"');
  expect(text).not.toContain('secret detail');
  await thrown;
});

test('a reader that leaves closes a source that would never end', async () => {
  const closed = deferred();
  async function* endless() {
    try {
      for (;;) {
        yield 'x'.repeat(1000);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      closed.resolve();
    }
  }
  const { url, ended } = await serve(endless());
  const leave = new AbortController();
  const answer = await fetch(url, { signal: leave.signal });
  await answer.body!.getReader().read();
  leave.abort();
  await ended;
  await closed.promise;
});

test('a slow reader holds the source back instead of filling memory', async () => {
  let produced = 0;
  async function* fast() {
    for (; produced < 10_000; produced++) yield 'x'.repeat(10_000);
  }
  const { url, ended } = await serve(fast());
  const leave = new AbortController();
  const answer = await fetch(url, { signal: leave.signal });
  await answer.body!.getReader().read();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(produced).toBeLessThan(5_000);
  leave.abort();
  await ended;
});

test('a source that says nothing is kept alive by comments', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const over = deferred();
  async function* silent() {
    yield 1;
    await over.promise;
  }
  const { url, ended } = await serve(silent());
  const reader = (await fetch(url)).body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('id: 0\ndata: 1\n\n');
  await vi.advanceTimersByTimeAsync(15_000);
  expect((await reader.read()).value).toBe(': still here\n\n');
  over.resolve();
  await ended;
});

test('a reader that takes nothing for a minute is let go, and the source closed', async () => {
  const minute = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(minute.signal);
  const closed = deferred();
  async function* endless() {
    try {
      for (;;) yield 'x'.repeat(100_000);
    } finally {
      closed.resolve();
    }
  }
  const { url, ended } = await serve(endless());
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'));
  socket.on('error', () => {});
  await vi.waitUntil(() => timeout.mock.calls.length > 0);
  expect(timeout).toHaveBeenCalledWith(60_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  minute.abort();
  await Promise.all([closed.promise, ended.catch(() => undefined)]);
  socket.destroy();
});
