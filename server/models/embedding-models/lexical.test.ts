import { expect, test } from 'vitest';
import { lexicalEmbedding } from './lexical.ts';

const { signal } = new AbortController();

async function similarity(left: string, right: string): Promise<number> {
  const [first, second] = await lexicalEmbedding.embedDocuments([left, right], signal);
  return first!.reduce((sum, value, index) => sum + value * second![index]!, 0);
}

test('every vector has length 1, also that of a text without words', async () => {
  for (const vector of await lexicalEmbedding.embedDocuments(['Copper melts at 1085 degrees.', '铜的熔点', '', '!?'], signal)) {
    expect(vector).toHaveLength(await lexicalEmbedding.dimensions(signal));
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  }
});

test('the same text always gives the same vector', async () => {
  expect(await lexicalEmbedding.embedQuery('熔点 of copper', signal)).toEqual(await lexicalEmbedding.embedQuery('熔点 of copper', signal));
});

test('a text about the same things is nearer than one about others', async () => {
  expect(await similarity('melting copper', 'Copper melts')).toBeGreaterThan(await similarity('melting copper', 'parking rules'));
  expect(await similarity('铜的熔点', '铜熔点是多少')).toBeGreaterThan(await similarity('铜的熔点', '停车规定'));
});

test('a misspelt word stays near the right one', async () => {
  expect(await similarity('septicaemia', 'septicemia')).toBeGreaterThan(0.2);
});

test('a cancelled call does nothing', async () => {
  await expect(lexicalEmbedding.embedDocuments(['a'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
