import { afterEach, beforeEach, expect, test } from 'vitest';
import * as fakes from '../../../testing/fake-openai-behaviours.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../../../testing/fake-openai.ts';
import { endpointAt } from '../../../testing/endpoint.ts';
import { openAi } from '../openai.ts';

let fake: FakeOpenAi;
beforeEach(async () => {
  fake = await startFakeOpenAi();
});
afterEach(() => fake[Symbol.asyncDispose]());

const embed = (...texts: string[]) =>
  openAi.embed!(endpointAt(fake.baseUrl), { model: 'fake-embedding', texts, purpose: 'document' }, new AbortController().signal);

function unit(text: string): number[] {
  const vector = fakes.vectorOf(text);
  return vector.map((value) => value / Math.hypot(...vector));
}

function expectClose(actual: Float32Array, expected: number[]) {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5));
}

test.each([
  ['base64', fakes.embeds()],
  ['numbers though base64 was asked for', fakes.embeds({ alwaysFloats: true })],
  ['numbers after base64 was refused', fakes.inTurn(fakes.refuses(400, 'unknown encoding_format'), fakes.embeds())],
])('vectors come in the order of the texts and with length 1, sent as %s', async (_name, behaviour) => {
  fake.embeddings = behaviour;
  const [first, second] = await embed('abc', '年假');
  expectClose(first!, unit('abc'));
  expectClose(second!, unit('年假'));
});

test.each([
  ['one vector too few', (vectors: number[][]) => vectors.slice(1), 'sent 1 vectors for 2 texts'],
  ['one vector too many', (vectors: number[][]) => [...vectors, vectors[0]!], 'sent 3 vectors for 2 texts'],
  ['not a number', ([first, second]: number[][]) => [first!.with(2, NaN), second!], 'not a number or all zeros'],
  ['all zeros', ([first, second]: number[][]) => [first!.map(() => 0), second!], 'not a number or all zeros'],
  ['different lengths', ([first, second]: number[][]) => [first!.slice(1), second!], 'different lengths'],
  ['no numbers at all', ([, second]: number[][]) => [[], second!], 'not a number or all zeros'],
])('%s is refused', async (_name, change, message) => {
  fake.embeddings = fakes.embeds({ change });
  await expect(embed('abc', 'def')).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringContaining(message) });
});

test('something that is no embedding answer is refused with a hint', async () => {
  fake.embeddings = fakes.answersAtOnce('Hello.');
  await expect(embed('abc')).rejects.toMatchObject({ code: 'provider_failed', hint: expect.stringContaining('embedding model') });
});
