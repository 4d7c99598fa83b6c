import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { EngineChoice } from './engine-choice.ts';
import { IndexClient, IndexLost } from './index-client.ts';
import { IndexGenerations } from './index-generations.ts';
import { IndexPlaces } from './index-places.ts';
import { Outages } from './outages.ts';
import { StoreAway } from './remote-store.ts';
import { RemoteStores } from './remote-stores.ts';
import type { IndexSource, IndexSpec, ServedIndex } from './served-index.ts';
import { indexKeyOf, type OpenLimits, ServedIndexes } from './served-indexes.ts';
import { SnapshotSchedule } from './snapshot-schedule.ts';
import type { VectorEntry, VectorHit } from './vector-store.ts';
import { withinTime } from './within-time.ts';

const defaultLimits = { memoryBytes: 2 * 1024 ** 3, count: 100 };
const defaultOpenWaitMs = 5_000;

export type IndexCatalogOptions = {
  /** Data folder: indexes are in `<root>/<knowledge base id>/index`. */
  root: string;
  source: IndexSource;
  log: Logger;
  /** Least recently used indexes are closed above these. */
  limits?: Partial<OpenLimits>;
  /** Beside the engines of the index process. */
  remoteStores?: RemoteStores;
  /** A store that is away is asked again after this. */
  retryAfterMs?: number;
  /** A search waits this long for an index that is being opened; keywords alone can answer sooner than a long build ends. */
  openWaitMs?: number;
};

export type IndexStatus = { knowledgeBaseId: string; state: 'opening' | 'ready' | 'rebuilding' | 'stale'; /** Why its store does not serve it. */ reason?: string; engine?: string; size: number; memoryBytes: number };
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
  readonly #places: IndexPlaces;
  readonly #log: Logger;
  readonly #openWaitMs: number;
  readonly #snapshots: SnapshotSchedule;
  readonly #served: ServedIndexes;
  readonly #remoteStores: RemoteStores;
  readonly #outages: Outages;
  readonly #building = new Map<string, Building>();

  constructor({ root, source, log, limits, remoteStores = new RemoteStores([]), openWaitMs = defaultOpenWaitMs, retryAfterMs }: IndexCatalogOptions) {
    this.#log = log;
    this.#openWaitMs = openWaitMs;
    this.#client = new IndexClient(log);
    this.#engines = new EngineChoice(this.#client, log);
    this.#generations = new IndexGenerations(root);
    this.#snapshots = new SnapshotSchedule(log);
    this.#served = new ServedIndexes(this.#snapshots, { ...defaultLimits, ...limits });
    this.#remoteStores = remoteStores;
    this.#places = new IndexPlaces({ client: this.#client, generations: this.#generations, source, log }, this.#engines, remoteStores);
    this.#outages = new Outages(log, this.#places, this.#served, retryAfterMs);
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
    return this.#served.list().map(({ spec, served }) => {
      const reason = this.#outages.reasonOf(spec.id);
      return {
        knowledgeBaseId: spec.id,
        state: this.#building.has(indexKeyOf(spec)) ? 'rebuilding' : reason !== undefined ? 'stale' : served ? 'ready' : 'opening',
        reason,
        engine: served?.engine.id,
        size: served?.sizes.size ?? 0,
        memoryBytes: served?.sizes.memoryBytes ?? 0,
      };
    });
  }

  /** Where indexes can be kept. */
  get stores(): Pick<IndexPlaces, 'storeIds' | 'requireStore'> {
    return this.#places;
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
    this.#outages.noteChange(spec.id);
    // An index that is only opened now takes them from the database, without those that were deleted there meanwhile.
    const wasOpen = this.#served.has(this.#outages.servedSpec(spec));
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
    this.#outages.noteChange(id);
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
      index = await this.#places.begin(spec);
      await this.#build(index, signal, onProgress);
    } catch (error) {
      index?.close().catch(() => undefined);
      if (error instanceof StoreAway) throw new AppError('unavailable', error.message, { hint: 'Start the rebuild again when the vector store answers.' }, { cause: error });
      if (!(error instanceof IndexLost)) throw error;
      this.#engines.noteDeath(spec.id, error);
      throw new AppError('unavailable', 'The index process failed during the rebuild', { hint: 'Start the rebuild again.' }, { cause: error });
    }
    await this.#snapshots.save(index);
  }

  /** Closes and removes every index of a knowledge base that is deleted; `dropRemote` then removes what other machines hold of it. */
  async drop(knowledgeBaseId: string): Promise<void> {
    this.#outages.forget(knowledgeBaseId);
    this.#snapshots.forget(knowledgeBaseId);
    for (const entry of this.#served.of(knowledgeBaseId)) {
      this.#served.forget(entry);
      void entry.opening.then((index) => index.close()).catch(() => undefined);
    }
    await this.#snapshots.inLine(() => this.#generations.drop(knowledgeBaseId));
  }

  /** @throws AppError while a store is away */
  async dropRemote(knowledgeBaseId: string): Promise<void> {
    await this.#remoteStores.drop(knowledgeBaseId);
  }

  /** Saves what is not saved, as far as there is time. */
  async save(): Promise<void> {
    await this.#snapshots.finish(this.#served.list().flatMap(({ served }) => served ?? []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#outages[Symbol.dispose]();
    await this.save();
    await this.#client[Symbol.asyncDispose]();
    await this.#remoteStores[Symbol.asyncDispose]();
  }

  /** Does the work with the open index; once more, with the index opened anew or another in its place, when it was lost meanwhile. */
  async #run<Result>(asked: IndexSpec, work: (index: ServedIndex) => Promise<Result>, waitMs?: number): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const spec = this.#outages.servedSpec(asked);
      const entry = this.#served.entryOf(spec, () => this.#open(spec));
      try {
        const index = await withinTime(entry.opening, waitMs);
        const result = await work(index);
        this.#snapshots.note(index);
        return result;
      } catch (error) {
        if (!(error instanceof IndexLost || error instanceof StoreAway)) throw error;
        this.#served.forget(entry);
        if (error instanceof StoreAway) this.#outages.begin(spec, error);
        else this.#engines.noteDeath(spec.id, error);
        if (attempt > 1) throw new AppError('unavailable', error.message, { hint: 'Try again: the index is opened anew.' }, { cause: error });
      }
    }
  }

  async #open(spec: IndexSpec): Promise<ServedIndex> {
    const building = this.#building.get(indexKeyOf(spec));
    if (building) return building.finished;
    try {
      return await this.#places.open(spec);
    } catch (error) {
      // Whoever asked may have stopped waiting.
      if (error instanceof StoreAway) this.#outages.begin(spec, error);
      throw error;
    }
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
    let index: ServedIndex | undefined;
    try {
      index = await opening;
      await index.remove(chunkIds);
      this.#snapshots.note(index);
    } catch (error) {
      if (error instanceof StoreAway && index) this.#outages.begin(index.spec, error);
      if (error instanceof AppError && error.code !== 'unavailable') throw error;
      this.#log.debug({ err: error }, 'An index that is gone has nothing to remove; it comes back with what the database has');
    }
  }
}
