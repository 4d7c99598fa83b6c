import { once } from 'node:events';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkModule } from '../platform/child-process.ts';
import { randomEntries } from '../testing/random-vectors.ts';
import { IndexClient } from './index-client.ts';

const dimensions = 8;
const handle = 1;
const silent = pino({ level: 'silent' });

let client: IndexClient;

beforeEach(() => {
  client = new IndexClient(silent, { pingIntervalMs: 100, stuckAfterMs: 2_000 });
});

afterEach(() => client[Symbol.asyncDispose]());

function inputOf(entries: ReturnType<typeof randomEntries>) {
  const vectors = new Float32Array(entries.length * dimensions);
  entries.forEach(({ vector }, index) => vectors.set(vector, index * dimensions));
  return { handle, ids: Float64Array.from(entries, ({ id }) => id), vectors };
}

test('searches and removals do not wait for adds that came before them', async () => {
  const entries = randomEntries(4_000, dimensions);
  await client.request('open', { handle, engine: 'usearch', dimensions });
  await client.request('upsert', inputOf(entries.slice(0, 100)));
  const order: string[] = [];
  const adding = client.request('upsert', inputOf(entries.slice(100))).then(() => order.push('added'));
  await client.request('remove', { handle, ids: Float64Array.of(1) }).then(() => order.push('removed'));
  await client.request('search', { handle, vector: entries[1]!.vector, k: 1 }).then(({ ids }) => order.push(`found ${ids[0]}`));
  await adding;
  expect(order).toEqual(['removed', 'found 2', 'added']);
});

test('all engines are told that load on this machine, the exact one in any case', async () => {
  expect(await client.engines()).toContainEqual({ id: 'exact', version: '1' });
});

test('a refusal of the engine reaches the caller by name', async () => {
  await client.request('open', { handle, engine: 'exact', dimensions });
  await expect(client.request('search', { handle, vector: new Float32Array(3).fill(1), k: 1 })).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(client.request('upsert', { handle, ids: Float64Array.of(1, 2), vectors: new Float32Array(dimensions) })).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(client.request('open', { handle: 2, engine: 'faiss', dimensions })).rejects.toMatchObject({ code: 'not_found' });
});

test('an index that was never opened is lost', async () => {
  await expect(client.request('search', { handle: 77, vector: new Float32Array(dimensions).fill(1), k: 1 })).rejects.toMatchObject({ name: 'IndexLost' });
});

test('a process that is stuck is ended, and another one takes its place', async () => {
  await client.engines();
  const { processId } = client;
  process.kill(processId!, 'SIGSTOP');
  await expect(client.request('ping', { handle: 0 })).rejects.toMatchObject({ name: 'IndexLost', processNumber: 1 });
  await client.request('ping', { handle: 0 });
  expect(client.processId).not.toBe(processId);
});

test('an index process without a server ends itself', async () => {
  const child = forkModule(new URL('./index-process.ts', import.meta.url));
  await once(child, 'message');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('signals meant for the server do not end the index process', async () => {
  await client.engines();
  const { processId } = client;
  process.kill(processId!, 'SIGINT');
  process.kill(processId!, 'SIGTERM');
  await client.request('ping', { handle: 0 });
  expect(client.processId).toBe(processId);
});
