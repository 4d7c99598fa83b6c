import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countTokens } from '../../platform/tokens.ts';
import * as fakes from '../../testing/fake-openai-behaviours.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../../testing/fake-openai.ts';
import { createRandom } from '../../testing/random-vectors.ts';
import { endpointAt } from '../../testing/endpoint.ts';
import { openAi } from '../protocols/openai.ts';
import { batchesOf, remoteEmbedding } from './remote.ts';

let fake: FakeOpenAi;
beforeEach(async () => {
  fake = await startFakeOpenAi();
});
afterEach(() => fake[Symbol.asyncDispose]());

const never = new AbortController().signal;
const modelAt = (baseUrl = fake.baseUrl, model = 'fake', embeddingBatch?: number) =>
  remoteEmbedding({ id: `p1/${model}`, model, embed: openAi.embed!, endpoint: endpointAt(baseUrl, { embeddingBatch }) });
const batchSizes = () => fake.calls.map((call) => (call.body.input as string[]).length);
const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

test('batches keep their order and both limits, and a long text goes alone', () => {
  expect(batchesOf(['a', 'b', 'c'], 2, 100)).toEqual([['a', 'b'], ['c']]);
  expect(batchesOf(['年'.repeat(6), '年'.repeat(6), 'b', '年'.repeat(50)], 10, 10)).toEqual([
    ['年'.repeat(6)],
    ['年'.repeat(6), 'b'],
    ['年'.repeat(50)],
  ]);
  expect(batchesOf([], 2, 100)).toEqual([]);
});

test('whatever the texts: none is lost, their order stays, and no request has too many tokens', () => {
  const random = createRandom(5);
  for (let round = 0; round < 30; round++) {
    const lines = Array.from({ length: Math.floor(random() * 60) }, (_, index) => `${index} ${(random() < 0.5 ? '知识库' : 'word ').repeat(Math.floor(random() ** 3 * 300))}`);
    const batches = batchesOf(lines, 16, 200);
    expect(batches.flat()).toEqual(lines);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(16);
      if (batch.length > 1) expect(batch.reduce((sum, line) => sum + countTokens(line), 0)).toBeLessThanOrEqual(200);
    }
  }
});

test('several requests run at a time, of at most 7168 tokens, and the vectors keep the order of the texts', async () => {
  const lines = Array.from({ length: 150 }, (_, index) => `${index} ${'知识库'.repeat(60)}`);
  let running = 0;
  let mostRunning = 0;
  fake.embeddings = async (call, response) => {
    mostRunning = Math.max(mostRunning, ++running);
    while (fake.calls.length < 2) await setImmediate();
    await fakes.embeds()(call, response);
    running--;
  };
  const together = await modelAt().embedDocuments(lines, never);
  const alone = await modelAt().embedDocuments(lines.slice(97, 98), never);
  expect(together).toHaveLength(lines.length);
  expect(together[97]).toEqual(alone[0]);
  expect(mostRunning).toBeGreaterThan(1);
  for (const call of fake.calls) {
    expect((call.body.input as string[]).reduce((sum, line) => sum + countTokens(line), 0)).toBeLessThanOrEqual(7_168);
  }
});

test('an outage is waited out', async () => {
  fake.embeddings = fakes.inTurn(fakes.refuses(503), fakes.refuses(429), fakes.embeds());
  expect(await modelAt().embedDocuments(['a'], never)).toHaveLength(1);
  expect(fake.calls).toHaveLength(3);
});

test('a lasting outage is told as one, so that the job waits', async () => {
  fake.embeddings = fakes.refuses(429);
  await expect(modelAt().embedQuery('a', never)).rejects.toMatchObject({ code: 'unavailable', message: 'Fake answered 429: no' });
  expect(fake.calls).toHaveLength(2);
});

test('a wrong key is told at once', async () => {
  fake.embeddings = fakes.refuses(401);
  await expect(modelAt().embedDocuments(['a'], never)).rejects.toMatchObject({ code: 'provider_failed' });
  expect(fake.calls).toHaveLength(1);
});

test('a batch too large for the provider is halved until it fits, and stays that small', async () => {
  const model = modelAt();
  fake.embeddings = (call, response) =>
    (call.body.input as string[]).length > 10
      ? fakes.refuses(400, 'batch size must not exceed 10')(call, response)
      : fakes.embeds()(call, response);
  expect(await model.embedDocuments(texts(32), never)).toHaveLength(32);
  fake.calls.length = 0;
  expect(await model.embedDocuments(texts(20), never)).toHaveLength(20);
  expect(batchSizes().toSorted((a, b) => b - a)).toEqual([8, 8, 4]);
});

test('the number of dimensions is asked once', async () => {
  const model = modelAt();
  expect([await model.dimensions(never), await model.dimensions(never)]).toEqual([8, 8]);
  expect(fake.calls).toHaveLength(1);
});

test('a model that was changed behind the same name is noticed', async () => {
  const model = modelAt();
  await model.embedQuery('a', never);
  fake.embeddings = fakes.embeds({ dimensions: 16 });
  await expect(model.embedQuery('a', never)).rejects.toMatchObject({ message: 'Fake: sent vectors of 16 numbers where it sent 8 before' });
});

test('another address is another revision', () => {
  expect(modelAt().revision).toBe(modelAt().revision);
  expect(modelAt().revision).not.toBe(modelAt('http://127.0.0.1:1/v1').revision);
});

test('cancelling ends the wait between two tries', async () => {
  fake.embeddings = fakes.refuses(503, 'down', { 'Retry-After': '30' });
  const stop = new AbortController();
  const embedding = modelAt().embedDocuments(['a'], stop.signal);
  setTimeout(() => stop.abort(), 20);
  await expect(embedding).rejects.toMatchObject({ code: 'cancelled' });
});

test('no request has more texts than its provider takes', async () => {
  expect(await modelAt(fake.baseUrl, 'text-embedding-v4', 10).embedDocuments(texts(25), never)).toHaveLength(25);
  expect(batchSizes().toSorted((a, b) => b - a)).toEqual([10, 10, 5]);
});

test('what a model wants before texts is put there, and is part of its revision where it changes passages', async () => {
  const e5 = modelAt(fake.baseUrl, 'multilingual-e5-base');
  await e5.embedQuery('leave', never);
  await e5.embedDocuments(['15 days'], never);
  expect(fake.calls.map((call) => call.body.input)).toEqual([['query: leave'], ['passage: 15 days']]);
  expect(e5.revision).not.toBe(modelAt().revision);
  expect(modelAt(fake.baseUrl, 'bge-base-zh').revision).toBe(modelAt().revision);
});
