import { expect, test } from 'vitest';
import type { Reranker } from './reranker.ts';

/** @param open a reranker that thinks "dog" relevant to a question for a dog, "cat" less so, and "car" not at all */
export function itBehavesLikeAReranker(name: string, open: () => Promise<Reranker>): void {
  const { signal } = new AbortController();

  test(`${name}: gives each text its relevance from 0 to 1, in the order of the texts`, async () => {
    const reranker = await open();
    const [car, dog, cat] = await reranker.rerank('dog', ['car', 'dog', 'cat'], signal);
    expect(dog).toBeGreaterThan(cat!);
    expect(cat).toBeGreaterThan(car!);
    for (const relevance of [car, dog, cat]) expect(relevance! >= 0 && relevance! <= 1).toBe(true);
  });

  test(`${name}: is the same whatever stands beside a text`, async () => {
    const reranker = await open();
    const texts = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'dog' : 'a much longer text about a car'));
    const relevances = await reranker.rerank('dog', texts, signal);
    expect(relevances).toHaveLength(20);
    expect(relevances[19]).toBeCloseTo((await reranker.rerank('dog', ['dog'], signal))[0]!, 5);
  });

  test(`${name}: stops when nobody waits any more`, async () => {
    await expect((await open()).rerank('dog', ['cat'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
}
