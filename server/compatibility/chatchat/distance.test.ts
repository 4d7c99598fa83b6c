import { expect, test } from 'vitest';
import { distanceOf, similarityWithin } from './distance.ts';

const unit = (angle: number): [number, number] => [Math.cos(angle), Math.sin(angle)];

test('the distance of a cosine is the squared distance of the vectors of length 1', () => {
  for (const [left, right] of [[0, 0], [0, 0.4], [1, 2.2], [0, Math.PI / 2], [0, Math.PI]] as const) {
    const [a, b] = [unit(left), unit(right)];
    const cosine = a[0] * b[0] + a[1] * b[1];
    expect(distanceOf(cosine)).toBeCloseTo((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2, 12);
  }
});

test('what is kept by distance is what is kept by score', () => {
  const scores = Array.from({ length: 101 }, (_, index) => index / 100);
  for (const threshold of [0, 0.3, 0.75, 1, 1.5, 2]) {
    const byDistance = scores.filter((score) => distanceOf(score) <= threshold + 1e-9);
    expect(scores.filter((score) => score >= similarityWithin(threshold) - 1e-9)).toEqual(byDistance);
  }
  expect([similarityWithin(0), similarityWithin(1), similarityWithin(2)]).toEqual([1, 0.5, 0]);
});
