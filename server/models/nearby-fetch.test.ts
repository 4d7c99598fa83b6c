import { once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchNearby } from './nearby-fetch.ts';
import { bytesOf } from './wire/endpoint.ts';

let server: http.Server;
let url: string;
let answer: (response: ServerResponse) => void;
let connections: Socket[] = [];
beforeAll(async () => {
  server = http.createServer((_, response) => answer(response));
  server.on('connection', (socket) => connections.push(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  connections = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (signal = new AbortController().signal) => fetchNearby(url, { method: 'GET', headers: {}, redirect: 'manual', signal });

/** Reads up to the first piece with `word` in it, and no further. */
async function hear(word: string, signal?: AbortSignal): Promise<string> {
  let heard = '';
  for await (const bytes of bytesOf(await ask(signal))) {
    heard += Buffer.from(bytes).toString();
    if (heard.includes(word)) break;
  }
  return heard;
}

test('answers in a row come over one connection, also when what is left after their last word is not read', async () => {
  answer = (response) => {
    response.write('one ');
    setImmediate(() => response.write('[DONE]'));
    setTimeout(() => response.end('\n'), 20);
  };
  for (let count = 0; count < 3; count++) {
    const isFree = new Promise<void>((resolve) => http.globalAgent.once('free', () => resolve()));
    expect(await hear('[DONE]')).toBe('one [DONE]');
    await isFree;
  }
  expect(connections).toHaveLength(1);
});

test('an answer that is abandoned is cut at once', async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (response) => {
      response.on('close', resolve);
      response.write('one ');
    };
  });
  const abandon = new AbortController();
  await hear('one', abandon.signal);
  abandon.abort();
  await closed;
});

test.each([
  ['goes on for long', () => {}],
  ['says much', (response: ServerResponse) => void response.write('x'.repeat(1_000_000))],
])('an answer that %s after its last word is cut as well', async (_, goOn) => {
  const closed = new Promise<void>((resolve) => {
    answer = (response) => {
      response.on('close', resolve);
      response.write('[DONE]');
      setTimeout(goOn, 20, response);
    };
  });
  await hear('[DONE]');
  await closed;
});
