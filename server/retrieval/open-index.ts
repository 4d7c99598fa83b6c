import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { digestFile, syncFile, syncFolder } from '../platform/durable-files.ts';
import { AppError } from '../platform/errors.ts';
import type { IndexFile, IndexInput, IndexOutput, IndexSize } from './index-protocol.ts';
import type { VectorIndex } from './vector-store.ts';
import { vectorStores } from './vector-stores/index.ts';

/** Vectors settled without letting searches in between: some milliseconds of work. */
const settledPerStep = 8;
/** The same, of vectors that are only kept. */
const keptPerStep = 100;
/** A search takes a millisecond longer where so many vectors are not settled yet (384 dimensions); then adding waits. */
const mostUnsettled = 2_000;

async function checkFile(directory: string, { name, bytes, sha256 }: IndexFile): Promise<void> {
  const found = await digestFile(path.join(directory, path.basename(name)));
  if (found.bytes !== bytes) throw new Error(`${name} has ${found.bytes} bytes instead of ${bytes}`);
  if (found.sha256 !== sha256) throw new Error(`${name} is not what was written`);
}

/**
 * An index in the index process. Searches and removals run at once; adding and saving run in steps behind each other,
 * with room for searches between the steps. What was added is found before it is settled, which goes on in between.
 */
export class OpenIndex {
  readonly #index: VectorIndex;
  readonly #waiting = new Set<Map<number, Float32Array>>();
  #last: Promise<unknown> = Promise.resolve();
  #settling: Promise<void> | undefined;
  #isClosed = false;

  private constructor(
    readonly dimensions: number,
    index: VectorIndex,
  ) {
    this.#index = index;
  }

  static async open({ engine, dimensions, saved }: IndexInput<'open'>): Promise<OpenIndex> {
    const store = vectorStores.get(engine);
    if (!saved) return new OpenIndex(dimensions, store.create(dimensions));
    // Engines crash on damaged files, so not a byte reaches them before all are checked.
    for (const file of saved.files) await checkFile(saved.directory, file);
    return new OpenIndex(dimensions, store.load(saved.directory, dimensions));
  }

  get sizes(): IndexSize {
    return { size: this.#index.size, memoryBytes: this.#index.memoryBytes };
  }

  async upsert({ ids, vectors }: IndexInput<'upsert'>): Promise<IndexSize> {
    if (vectors.length !== ids.length * this.dimensions) throw new AppError('invalid_request', `${ids.length} vectors must have ${this.dimensions} components each`);
    const entries = new Map(Array.from(ids, (id, index) => [id, vectors.slice(index * this.dimensions, (index + 1) * this.dimensions)]));
    this.#waiting.add(entries);
    try {
      await this.#inLine(() => this.#addInSteps(entries));
    } finally {
      this.#waiting.delete(entries);
    }
    // One that fails is tried again by whatever is added or saved next, which tells of it.
    this.#settling ??= this.#settleDownTo(0).catch(() => undefined).finally(() => (this.#settling = undefined));
    return this.sizes;
  }

  remove({ ids }: Pick<IndexInput<'remove'>, 'ids'>): IndexSize {
    for (const entries of this.#waiting) {
      for (const id of ids) entries.delete(id);
    }
    this.#index.remove(ids);
    return this.sizes;
  }

  retain({ ids }: IndexInput<'retain'>): IndexOutput<'retain'> {
    const wanted = new Set(ids);
    this.remove({ ids: Float64Array.from([...this.#index.ids()].filter((id) => !wanted.has(id))) });
    return { missing: ids.filter((id) => !this.#index.has(id)) };
  }

  ids(): IndexOutput<'ids'> {
    return { ids: Float64Array.from(this.#index.ids()) };
  }

  search({ vector, k, allowed }: IndexInput<'search'>): IndexOutput<'search'> {
    const hits = this.#index.search(vector, k, allowed && new Set(allowed));
    return { ids: Float64Array.from(hits, (hit) => hit.id), similarities: Float64Array.from(hits, (hit) => hit.similarity) };
  }

  async save({ directory }: IndexInput<'save'>): Promise<IndexOutput<'save'>> {
    const { size, names } = await this.#inLine(async () => {
      await this.#settleDownTo(0);
      const sizeAtStart = this.#index.size;
      const steps = this.#index.save(directory);
      let step = steps.next();
      while (!step.done) {
        await breathe();
        step = steps.next();
      }
      return { size: sizeAtStart, names: step.value };
    });
    const files: IndexFile[] = [];
    for (const name of names) {
      const file = path.join(directory, name);
      await syncFile(file);
      files.push({ name, ...(await digestFile(file)) });
    }
    await syncFolder(directory);
    return { size, files };
  }

  /** What is still waiting to be added or settled is given up. */
  close(): void {
    this.#isClosed = true;
  }

  async #addInSteps(entries: Map<number, Float32Array>): Promise<void> {
    while (entries.size > 0 && !this.#isClosed) {
      await this.#settleDownTo(mostUnsettled);
      const step = [...entries].slice(0, keptPerStep);
      for (const [id] of step) entries.delete(id);
      this.#index.upsert(step.map(([id, vector]) => ({ id, vector })));
      await breathe();
    }
  }

  async #settleDownTo(unsettled: number): Promise<void> {
    while (this.#index.unsettled > unsettled && !this.#isClosed) {
      await breathe();
      this.#index.settle(settledPerStep);
    }
  }

  #inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
