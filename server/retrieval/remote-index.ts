import { AppError, messageOf } from '../platform/errors.ts';
import type { IndexInput, IndexOperation, IndexOperator, IndexOutput, IndexSize } from './index-protocol.ts';
import { type RemoteCollection, type RemoteStore, StoreAway } from './remote-store.ts';
import { requireChunkId, requireHitCount, requireUsableVector } from './vector-store.ts';

/** As measured for a set of numbers. */
const bytesPerId = 40;

type Operations = { [Name in IndexOperation]: (input: IndexInput<Name>) => Promise<IndexOutput<Name>> };

/**
 * An index in a store of another machine, which keeps it: opening it finds what was added before. Answers what the index
 * process answers about its own. Changes are made one behind the other, so that what was removed is not added after it.
 */
export class RemoteIndex implements IndexOperator {
  readonly #ids = new Set<number>();
  #collection: RemoteCollection | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: RemoteStore,
    private readonly name: string,
    private readonly dimensions: number,
  ) {}

  /** @throws StoreAway; AppError invalid_request */
  async request<Name extends IndexOperation>(name: Name, input: IndexInput<Name>): Promise<IndexOutput<Name>> {
    try {
      return await this.#operations[name](input);
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid_request') throw error;
      throw new StoreAway(messageOf(error), { cause: error });
    }
  }

  readonly #operations: Operations = {
    open: async () => {
      this.#collection = await this.store.open(this.name, this.dimensions);
      this.#ids.clear();
      for (const id of await this.#collection.listIds()) this.#ids.add(id);
      return this.#sizes();
    },
    upsert: async ({ ids, vectors }) => {
      const { dimensions } = this;
      const entries = Array.from(ids, (id, index) => ({
        id: requireChunkId(id),
        vector: requireUsableVector(vectors.subarray(index * dimensions, (index + 1) * dimensions), dimensions),
      }));
      await this.#inLine(async (collection) => {
        await collection.upsert(entries);
        for (const { id } of entries) this.#ids.add(id);
      });
      return this.#sizes();
    },
    remove: async ({ ids }) => {
      await this.#remove([...ids]);
      return this.#sizes();
    },
    retain: async ({ ids }) => {
      const wanted = new Set(ids);
      await this.#remove([...this.#ids].filter((id) => !wanted.has(id)));
      return { missing: ids.filter((id) => !this.#ids.has(id)) };
    },
    ids: async () => ({ ids: Float64Array.from(await this.#opened().listIds()) }),
    search: async ({ vector, k, allowed }) => {
      const query = requireUsableVector(vector, this.dimensions);
      const hits = await this.#opened().search(query, requireHitCount(k), allowed && [...allowed]);
      return { ids: Float64Array.from(hits, (hit) => hit.id), similarities: Float64Array.from(hits, (hit) => hit.similarity) };
    },
    save: () => Promise.reject(new AppError('unsupported', `What ${this.store.id} holds is not saved here`)),
    close: async ({ isSuperseded }) => {
      if (isSuperseded) await this.store.drop(this.name);
      return {};
    },
    ping: async () => ({}),
  };

  #sizes(): IndexSize {
    return { size: this.#ids.size, memoryBytes: this.#ids.size * bytesPerId };
  }

  #opened(): RemoteCollection {
    if (!this.#collection) throw new Error(`"${this.name}" is not open`);
    return this.#collection;
  }

  async #remove(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#inLine(async (collection) => {
      await collection.remove(ids);
      for (const id of ids) this.#ids.delete(id);
    });
  }

  #inLine(change: (collection: RemoteCollection) => Promise<void>): Promise<void> {
    const result = this.#last.then(() => change(this.#opened()));
    this.#last = result.catch(() => undefined);
    return result;
  }
}
