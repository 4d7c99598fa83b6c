import { AppError } from '../platform/errors.ts';

/** An entry of an index: the chunk's id and its vector, which need not have length 1 but must not have length 0. */
export type VectorEntry = { id: number; vector: Float32Array };
export type VectorHit = { id: number; similarity: number };

/** One open index. Every method refuses a vector that is not usable, see requireUsableVector. */
export type VectorIndex = {
  readonly size: number;
  readonly memoryBytes: number;
  /** Vectors that each search compares one by one, until `settle` has put them in their place. */
  readonly unsettled: number;
  has(id: number): boolean;
  ids(): Iterable<number>;
  /** Replaces entries with the same id. They are found at once. */
  upsert(entries: readonly VectorEntry[]): void;
  /** Puts up to so many vectors in the place where a search finds them without comparing all. */
  settle(count: number): void;
  /** Ids that are not there are passed over. */
  remove(ids: Iterable<number>): void;
  /** The nearest k by cosine similarity (-1..1), best first; `allowed` restricts to those ids. */
  search(vector: Float32Array, k: number, allowed?: ReadonlySet<number>): VectorHit[];
  /**
   * Settles what is not settled, writes the index, as it is at the first step, into a folder, and returns the names of its files.
   * Between the steps it may be searched and entries may be removed, but nothing added.
   */
  save(directory: string): Generator<undefined, string[]>;
};

/** An engine. It runs in the index process, never in the server's. */
export type VectorStore = {
  id: string;
  /** Indexes saved by another version are built anew. */
  version: string;
  /** False where the engine does not load on this machine. */
  isAvailable(): boolean;
  create(dimensions: number): VectorIndex;
  /** Opens what `save` wrote. Called only after every file's checksum matched. @throws Error when unreadable */
  load(directory: string, dimensions: number): VectorIndex;
};

/** Most hits of one search. */
export const hitsLimit = 10_000;
const shortestLength = 1e-6;

/** Length of a vector, or NaN when a component is not finite. */
function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index++) sum += vector[index]! * vector[index]!;
  return Number.isFinite(sum) ? Math.sqrt(sum) : Number.NaN;
}

/** Whether an engine may see this vector: right number of finite components, not all zero. Engines crash or lie on others. */
export function isUsableVector(vector: unknown, dimensions: number): vector is Float32Array {
  return vector instanceof Float32Array && vector.length === dimensions && lengthOf(vector) > shortestLength;
}

/** A copy of the vector with length 1. @throws AppError invalid_request when it is not usable */
export function requireUsableVector(vector: unknown, dimensions: number): Float32Array {
  if (!isUsableVector(vector, dimensions)) {
    throw new AppError('invalid_request', `A vector must have ${dimensions} finite components that are not all zero`);
  }
  const length = lengthOf(vector);
  const unit = new Float32Array(dimensions);
  for (let index = 0; index < dimensions; index++) unit[index] = vector[index]! / length;
  return unit;
}

/** @throws AppError invalid_request */
export function requireHitCount(k: number): number {
  if (!Number.isInteger(k) || k < 1 || k > hitsLimit) throw new AppError('invalid_request', `k must be a whole number from 1 to ${hitsLimit}`);
  return k;
}

/** @throws AppError invalid_request */
export function requireChunkId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 0) throw new AppError('invalid_request', 'A chunk id must be a whole number');
  return id;
}
