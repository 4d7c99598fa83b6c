/** Same numbers on every run, 0 <= x < 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function randomVector(dimensions: number, random: () => number): Float32Array {
  return Float32Array.from({ length: dimensions }, () => random() - 0.5);
}

/** Entries with the ids first, first + 1, ... */
export function randomEntries(count: number, dimensions: number, { seed = 1, first = 1 } = {}): { id: number; vector: Float32Array }[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({ id: first + index, vector: randomVector(dimensions, random) }));
}

/** Cosine similarity, -1..1. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let index = 0; index < a.length; index++) {
    product += a[index]! * b[index]!;
    squaresA += a[index]! ** 2;
    squaresB += b[index]! ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}
