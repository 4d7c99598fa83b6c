import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { followEvents, readEvents, reconnectDelayMs } from './event-stream.ts';

const Tick = z.object({ n: z.number() });
const servers: http.Server[] = [];

async function listen(handle: http.RequestListener): Promise<string> {
  const server = http.createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function streamOf(...pieces: string[]): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    }),
  );
}

test('events are read however the bytes are cut, and comments are passed over', async () => {
  const ticks: number[] = [];
  await readEvents(streamOf(': heart', 'beat\n\nid: 1\nda', 'ta: {"n":1}\n\ndata: {"n"', ':2}\n\n'), Tick, ({ n }) => ticks.push(n));
  expect(ticks).toEqual([1, 2]);
});

test('an event of the error shape ends the reading with that error', async () => {
  const body = { error: { code: 'unavailable', message: 'busy', details: { hint: 'wait' }, requestId: 'r' } };
  const reading = readEvents(streamOf(`event: error\ndata: ${JSON.stringify(body)}\n\n`), Tick, () => undefined);
  await expect(reading).rejects.toMatchObject({ code: 'unavailable', message: 'busy', hint: 'wait' });
});

test('an event that the contract does not know is refused', async () => {
  await expect(readEvents(streamOf('data: {"n":"one"}\n\n'), Tick, () => undefined)).rejects.toMatchObject({ code: 'unexpected_answer' });
});

test('a stream cut in the middle counts as unreachable', async () => {
  const url = await listen((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {"n":1}\n\n', () => response.destroy());
  });
  await expect(readEvents(await fetch(url), Tick, () => undefined)).rejects.toMatchObject({ code: 'unreachable' });
});

test('an endless stream is followed over broken connections until it is no longer wanted', async () => {
  let connections = 0;
  const path = await listen((_request, response) => {
    connections += 1;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: {"n":${connections}}\n\n`, () => response.destroy());
  });
  const wanted = new AbortController();
  const ticks: number[] = [];
  const states: string[] = [];
  await followEvents({
    path,
    schema: Tick,
    signal: wanted.signal,
    delayMs: () => 1,
    onConnection: (state) => states.push(state),
    onEvent: ({ n }) => {
      ticks.push(n);
      if (n === 3) wanted.abort();
    },
  });
  expect(ticks).toEqual([1, 2, 3]);
  expect(states.slice(0, 3)).toEqual(['open', 'reconnecting', 'open']);
});

test('following ends when what is followed no longer exists', async () => {
  const body = { error: { code: 'not_found', message: 'gone', details: {}, requestId: 'r' } };
  const path = await listen((_request, response) => response.writeHead(404).end(JSON.stringify(body)));
  const following = followEvents({ path, schema: Tick, signal: new AbortController().signal, onEvent: () => undefined, delayMs: () => 1 });
  await expect(following).rejects.toMatchObject({ code: 'not_found' });
});

test('waits double up to ten seconds, spread by a quarter', () => {
  const waits = [0, 1, 2, 10].map((attempt) => reconnectDelayMs(attempt, () => 0.5));
  expect(waits).toEqual([500, 1000, 2000, 10_000]);
  expect(reconnectDelayMs(0, () => 0)).toBe(375);
});
