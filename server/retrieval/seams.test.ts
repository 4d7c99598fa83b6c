import { expect, test } from 'vitest';
import { understand } from '../platform/text/query.ts';
import { lightenSeams } from './seams.ts';

const frequencies = new Map([['印度', 9], ['度人', 1], ['人士', 12]]);

test('a bigram rarer than both its neighbours counts less, the words around it fully', () => {
  const weights = new Map(lightenSeams(understand('印度人士'), frequencies).terms.map(({ text, weight }) => [text, weight]));
  expect(weights.get('度人')).toBeCloseTo(0.3);
  expect([weights.get('印度'), weights.get('人士')]).toEqual([1, 1]);
});

test('an unknown name between unknown neighbours counts fully', () => {
  const query = understand('华堡');
  expect(lightenSeams(query, new Map())).toEqual(query);
});
