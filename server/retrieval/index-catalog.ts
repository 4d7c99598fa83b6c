import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { EngineChoice } from './engine-choice.ts';
import { IndexClient, IndexLost } from './index-client.ts';
import { IndexGenerations } from './index-generations.ts';
import { type IndexParts, type IndexSource, type IndexSpec, ServedIndex } from './served-index.ts';
import { indexKeyOf, ServedIndexes } from './served-indexes.ts';
import { SnapshotSchedule } from './snapshot-schedule.ts';
import type { VectorEntry, VectorHit } from './vector-store.ts';

const defaultMemoryLimitBytes = 2 * 1024 ** 3;
const defaultOpenWaitMs = 5_000;

export type IndexCatalogOptions = {
  /** Data folder: indexes are in `<root>/<knowledge base id>/index`. */
  root: string;
  source: IndexSource;
  log: Logger;
  /** Least recently used indexes are closed above this. */
  memoryLimitBytes?: number;
  /** A search waits this long for an index that is being opened; keywords alone can answer sooner than a long build ends. */
  openWaitMs?: number;
};

export type IndexStatus = { knowledgeBaseId: string; state: 'opening' | 'ready' | 'rebuilding'; engine?: string; size: number; memoryBytes: number };
export type RebuildOptions = { signal?: AbortSignal; /** Told the share that is done, 0..1. */ onProgress?: (part: number) => void };

type Building = { index: ServedIndex; finished: Promise<ServedIndex> };

/**
 * The vector indexes of all knowledge bases. An index is a cache: the database is the truth, so it has to be changed first.
 * Whatever happens to files or to the index process is noticed, and made good from the database.
 */
export class IndexCatalog implements AsyncDisposable {
  readonly #client: IndexClient;
  readonly #engines: EngineChoice;
  readonly #generations: IndexGenerations;
  readonly #parts: IndexParts;
  readonly #log: Logger;
  readonly #openWaitMs: number;
  readonly #snapshots: SnapshotSchedule;
  readonly #served: ServedIndexes;
  readonly #building = new Map<string, Building>();

  constructor({ root, source, log, memoryLimitBytes = defaultMemoryLimitBytes, openWaitMs = defaultOpenWaitMs }: IndexCatalogOptions) {
    this.#log = log;
    this.#openWaitMs = openWaitMs;
    this.#client = new IndexClient(log);
    this.#engines = new EngineChoice(this.#client, log);
    this.#generations = new IndexGenerations(root);
    this.#parts = { client: this.#client, generations: this.#generations, source, log };
    this.#snapshots = new SnapshotSchedule(log);
    this.#served = new ServedIndexes(this.#snapshots, memoryLimitBytes);
    this.#client.onDeath(() => {
      this.#served.forgetAll();
      this.#snapshots.clear();
    });
  }

  /** Of the index process, while it runs. */
  get processId(): number | undefined {
    return this.#client.processId;
  }

  /** Whether the index process answers. @throws AppError timed_out; IndexLost */
  async ping(): Promise<void> {
    await this.#client.request('ping', { handle: 0 });
  }

  status(): IndexStatus[] {
    return this.#served.list().map(({ spec, served }) => ({
      knowledgeBaseId: spec.id,
      state: this.#building.has(indexKeyOf(spec)) ? 'rebuilding' : served ? 'ready' : 'opening',
      engine: served?.engine.id,
      size: served?.sizes.size ?? 0,
      memoryBytes: served?.sizes.memoryBytes ?? 0,
    }));
  }

  /** Opens the index, if it is not open yet. Searching and adding do so by themselves. @throws AppError unavailable */
  async open(spec: IndexSpec): Promise<void> {
    await this.#run(spec, async () => {});
  }

  /**
   * The nearest k chunks, best first; a vector of zeros has none.
   * @throws AppError not_ready while the index is being built, unavailable, timed_out, invalid_request
   */
  async search(spec: IndexSpec, vector: Float32Array, k: number, allowed?: ReadonlySet<number>): Promise<VectorHit[]> {
    if (vector.every((component) => component === 0)) return [];
    const hits = await this.#run(spec, (index) => index.search(vector, k, allowed), this.#openWaitMs);
    this.#served.closeOlderThan(spec);
    return hits;
  }

  /** The chunks in the index, for comparing them with the database. @throws AppError unavailable */
  async listIds(spec: IndexSpec): Promise<number[]> {
    return this.#run(spec, (index) => index.listIds());
  }

  /** Adds vectors of chunks that are committed to the database. When this returns, searches find them. @throws AppError unavailable */
  async upsert(spec: IndexSpec, entries: readonly VectorEntry[]): Promise<void> {
    // An index that is only opened now takes them from the database, without those that were deleted there meanwhile.
    const wasOpen = this.#served.has(spec);
    let isRetry = false;
    await this.#run(spec, async (index) => {
      if (isRetry) return;
      isRetry = true;
      await Promise.all([wasOpen && index.upsert(entries), this.#building.get(indexKeyOf(spec))?.index.upsert(entries)]);
    });
    this.#served.closeLeastUsed();
  }

  /** Takes out chunks that are deleted from the database. Searches that begin after this has returned do not find them. */
  async remove({ id }: Pick<IndexSpec, 'id'>, chunkIds: readonly number[]): Promise<void> {
    if (chunkIds.length === 0) return;
    const building = [...this.#building.values()].map(({ index }) => index).filter(({ spec }) => spec.id === id);
    const indexes = [...this.#served.of(id).map(({ opening }) => opening), ...building];
    await Promise.all(indexes.map((index) => this.#removeFrom(index, chunkIds)));
  }

  /**
   * Builds the index anew from the database, beside the one that serves, and puts it in its place. With another model or
   * engine than before, searches with the old spec are served until the first search with the new one.
   * @throws AppError conflict, cancelled, unavailable
   */
  async rebuild(spec: IndexSpec, { signal = new AbortController().signal, onProgress = () => {} }: RebuildOptions = {}): Promise<void> {
    let index: ServedIndex | undefined;
    try {
      index = await ServedIndex.begin(this.#parts, spec, await this.#engines.engineFor(spec.id, spec.vectorStore));
      await this.#build(index, signal, onProgress);
    } catch (error) {
      index?.close().catch(() => undefined);
      if (!(error instanceof IndexLost)) throw error;
      this.#engines.noteDeath(spec.id, error);
      throw new AppError('unavailable', 'The index process failed during the rebuild', { hint: 'Start the rebuild again.' }, { cause: error });
    }
    await this.#snapshots.save(index);
  }

  /** Closes and removes every index of a knowledge base that is deleted. */
  async drop(knowledgeBaseId: string): Promise<void> {
    this.#snapshots.forget(knowledgeBaseId);
    for (const entry of this.#served.of(knowledgeBaseId)) {
      this.#served.forget(entry);
      void entry.opening.then((index) => index.close()).catch(() => undefined);
    }
    await this.#snapshots.inLine(() => this.#generations.drop(knowledgeBaseId));
  }

  /** Saves what is not saved, as far as there is time, and ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#snapshots.finish(this.#served.list().flatMap(({ served }) => served ?? []));
    await this.#client[Symbol.asyncDispose]();
  }

  /** Does the work with the open index; once more, with the index opened anew, when it was lost meanwhile. */
  async #run<Result>(spec: IndexSpec, work: (index: ServedIndex) => Promise<Result>, waitMs?: number): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const entry = this.#served.entryOf(spec, () => this.#open(spec));
      try {
        const index = await withinTime(entry.opening, waitMs);
        const result = await work(index);
        this.#snapshots.note(index);
        return result;
      } catch (error) {
        if (!(error instanceof IndexLost)) throw error;
        this.#served.forget(entry);
        this.#engines.noteDeath(spec.id, error);
        if (attempt > 1) throw new AppError('unavailable', error.message, { hint: 'Try again: the index is opened anew.' }, { cause: error });
      }
    }
  }

  async #open(spec: IndexSpec): Promise<ServedIndex> {
    const building = this.#building.get(indexKeyOf(spec));
    return building?.finished ?? ServedIndex.open(this.#parts, spec, await this.#engines.engineFor(spec.id, spec.vectorStore));
  }

  async #build(index: ServedIndex, signal: AbortSignal, onProgress: (part: number) => void): Promise<void> {
    const key = indexKeyOf(index.spec);
    if (this.#building.has(key)) throw new AppError('conflict', 'This index is already being rebuilt');
    const finished = index.fill(signal, onProgress).then(() => index);
    this.#building.set(key, { index, finished });
    try {
      this.#served.replace(await finished);
    } finally {
      this.#building.delete(key);
    }
  }

  async #removeFrom(opening: ServedIndex | Promise<ServedIndex>, chunkIds: readonly number[]): Promise<void> {
    try {
      const index = await opening;
      await index.remove(chunkIds);
      this.#snapshots.note(index);
    } catch (error) {
      if (error instanceof AppError && error.code !== 'unavailable') throw error;
      this.#log.debug({ err: error }, 'An index that is gone has nothing to remove; it comes back with what the database has');
    }
  }
}

async function withinTime<Result>(work: Promise<Result>, timeoutMs: number | undefined): Promise<Result> {
  if (timeoutMs === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('not_ready', 'The index is being made from the documents', { hint: 'It answers by itself when it is done.' }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
