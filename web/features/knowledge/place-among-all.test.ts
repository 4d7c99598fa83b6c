import { expect, test } from 'vitest';
import { placeAmongAll } from './place-among-all.ts';

test.each<[hidden: number[], shown: number[]]>([
  [[], [0, 1, 2, 3, 4, 5]],
  [[0], [1, 2, 3, 4, 5]],
  [[2, 3], [0, 1, 4, 5]],
  [[0, 2, 5], [1, 3, 4]],
])('With %j hidden, the rows in sight are %j', (hidden, shown) => {
  expect(shown.map((_, index) => placeAmongAll(index, hidden))).toEqual(shown);
});
