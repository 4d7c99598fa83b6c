import { createRandom } from '../../server/testing/random-vectors.ts';

export type Choices = {
  /** 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
};

/** The same choices again for the same seed. */
export function createChoices(seed: number): Choices {
  const next = createRandom(seed);
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { next, between, pick: (items) => items[between(0, items.length - 1)]! };
}
