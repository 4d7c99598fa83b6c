import { expect, test } from 'vitest';
import { commonThreshold, coverageRate, hitRate, meanReciprocalRank, normalizedGain, precision, shareAtLeast, shareBelow } from './metrics.ts';

const first = { found: ['a', 'b', 'c'], relevance: new Map([['a', 1]]) };
const third = { found: ['x', 'y', 'a'], relevance: new Map([['a', 1]]) };
const never = { found: ['x'], relevance: new Map([['a', 1]]) };

test('a hit counts only among the first k', () => {
  expect(hitRate([first, third], 1)).toBe(0.5);
  expect(hitRate([first, third], 3)).toBe(1);
});

test('the reciprocal rank of what is not found is 0', () => {
  expect(meanReciprocalRank([first, third, never])).toBeCloseTo((1 + 1 / 3) / 3);
});

test('gain is 1 in the ideal order and less in any other', () => {
  const relevance = new Map([['a', 3], ['b', 1]]);
  expect(normalizedGain([{ found: ['a', 'b'], relevance }])).toBe(1);
  expect(normalizedGain([{ found: ['b', 'a'], relevance }])).toBeLessThan(1);
});

test('a document of no relevance brings no gain', () => {
  expect(normalizedGain([never])).toBe(0);
});

test('an answer from several documents wants them all, and no others', () => {
  const both = { found: ['a', 'a', 'x', 'b'], relevance: new Map([['a', 1], ['b', 1]]) };
  expect([coverageRate([both], 3), coverageRate([both], 4)]).toEqual([0, 1]);
  expect([precision([both], 2), precision([both], 4)]).toEqual([1, 2 / 3]);
});

test('one threshold keeps the share asked for, on average over the sets', () => {
  const sets = [
    { answerable: [0.2, 0.6, 0.7, 0.8], unanswerable: [0.1] },
    { answerable: [0.5, 0.6, 0.7, 0.9], unanswerable: [0.3] },
  ];
  const threshold = commonThreshold(sets, 0.75);
  expect(threshold).toBe(0.6);
  expect(sets.map((set) => shareAtLeast(set.answerable, threshold))).toEqual([0.75, 0.75]);
  expect(sets.map((set) => shareBelow(set.unanswerable, threshold))).toEqual([1, 1]);
});

test('no questions, no share', () => {
  expect(hitRate([], 1)).toBe(0);
  expect(commonThreshold([])).toBe(0);
});
