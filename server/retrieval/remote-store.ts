import { AppError } from '../platform/errors.ts';
import type { VectorEntry, VectorHit } from './vector-store.ts';

/**
 * The vectors of one index in a store that is a server of its own. What comes here was checked: vectors have length 1 and
 * the right number of components, ids are whole numbers, k is within its limit.
 */
export type RemoteCollection = {
  /** Ids of all entries. */
  listIds(): Promise<number[]>;
  /** Replaces entries with the same id. When this ends, searches find them. */
  upsert(entries: readonly VectorEntry[]): Promise<void>;
  /** When this ends, none of them is found any more, however many they are. Ids that are not there are passed over. */
  remove(ids: readonly number[]): Promise<void>;
  /** The nearest k by cosine similarity (-1..1), best first; `allowed` restricts to those ids. */
  search(vector: Float32Array, k: number, allowed?: readonly number[]): Promise<VectorHit[]>;
};

/** A store that is a server of its own, with how it is reached. Every call throws an AppError while it is away. */
export type RemoteStore = AsyncDisposable & {
  id: string;
  /** Opens a collection, which is made when it is not there. @throws AppError conflict when it holds vectors of other dimensions */
  open(name: string, dimensions: number): Promise<RemoteCollection>;
  /** Removes the collections whose names begin so. */
  drop(namePrefix: string): Promise<void>;
};

/** The store does not do what it is asked: it is away, or refuses. Until it does again, another index has to answer. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** What a store is asked within: a question is waited for, a batch may take long. */
export const remoteTimeoutMs = { question: 5_000, batch: 60_000 };

/** @throws AppError conflict unless the dimensions are those of the collection */
export function requireDimensions(store: string, name: string, found: number, wanted: number): void {
  if (found === wanted) return;
  throw new AppError('conflict', `"${name}" in ${store} holds vectors with ${found} components, the embedding model gives ${wanted}`, {
    hint: `Remove "${name}" from ${store}; it is made anew from the database.`,
  });
}
