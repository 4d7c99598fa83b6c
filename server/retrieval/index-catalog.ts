import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { IndexClient, IndexLost } from './index-client.ts';
import { IndexGenerations } from './index-generations.ts';
import type { EngineInfo } from './index-protocol.ts';
import { type IndexParts, type IndexSource, type IndexSpec, ServedIndex } from './served-index.ts';
import { SnapshotSchedule } from './snapshot-schedule.ts';
import type { VectorEntry, VectorHit } from './vector-store.ts';

const defaultMemoryLimitBytes = 2 * 1024 ** 3;
/** A search waits this long for an index that is being opened; keywords alone can answer sooner than a long build ends. */
const openWaitMs = 10_000;
const deathsForgottenAfterMs = 5 * 60_000;
const deathsTolerated = 3;
const fallbackEngine = 'exact';

export type IndexCatalogOptions = {
  /** Data folder: indexes are in `<root>/<knowledge base id>/index`. */
  root: string;
  source: IndexSource;
  log: Logger;
  /** Least recently used indexes are closed above this. */
  memoryLimitBytes?: number;
};

export type IndexStatus = { knowledgeBaseId: string; state: 'opening' | 'ready' | 'rebuilding'; engine?: string; size: number; memoryBytes: number };
export type RebuildOptions = { signal?: AbortSignal; /** Told the share that is done, 0..1. */ onProgress?: (part: number) => void };

type Building = { index: ServedIndex; finished: Promise<ServedIndex> };
type Entry = { spec: IndexSpec; opening: Promise<ServedIndex>; served?: ServedIndex; lastUsedAtMs: number };

const keyOf = ({ id, dimensions, vectorStore, modelKey }: IndexSpec) => JSON.stringify([id, dimensions, vectorStore, modelKey]);

/**
 * The vector indexes of all knowledge bases. An index is a cache: the database is the truth, so it has to be changed first.
 * Whatever happens to files or to the index process is noticed, and made good from the database.
 */
export class IndexCatalog implements AsyncDisposable {
  readonly #client: IndexClient;
  readonly #generations: IndexGenerations;
  readonly #parts: IndexParts;
  readonly #log: Logger;
  readonly #memoryLimitBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #building = new Map<string, Building>();
  readonly #deaths = new Map<string, Map<number, number>>();
  readonly #snapshots: SnapshotSchedule;

  constructor({ root, source, log, memoryLimitBytes = defaultMemoryLimitBytes }: IndexCatalogOptions) {
    this.#log = log;
    this.#memoryLimitBytes = memoryLimitBytes;
    this.#client = new IndexClient(log);
    this.#client.onDeath(() => {
      this.#entries.clear();
      this.#snapshots.clear();
    });
    this.#generations = new IndexGenerations(root);
    this.#parts = { client: this.#client, generations: this.#generations, source, log };
    this.#snapshots = new SnapshotSchedule(log);
  }

  /** Of the index process, while it runs. */
  get processId(): number | undefined {
    return this.#client.processId;
  }

  status(): IndexStatus[] {
    return [...this.#entries].map(([key, { spec, served }]) => ({
      knowledgeBaseId: spec.id,
      state: this.#building.has(key) ? 'rebuilding' : served ? 'ready' : 'opening',
      engine: served?.engine.id,
      size: served?.sizes.size ?? 0,
      memoryBytes: served?.sizes.memoryBytes ?? 0,
    }));
  }

  /** Whether the index process answers. @throws AppError timed_out; IndexLost */
  async ping(): Promise<void> {
    await this.#client.request('ping', { handle: 0 });
  }

  /** Opens the index, if it is not open yet. Searching and adding do so by themselves. @throws AppError unavailable */
  async open(spec: IndexSpec): Promise<void> {
    await this.#run(spec, async () => {});
  }

  /**
   * The nearest k chunks, best first; a vector of zeros has none. Hits may be of chunks removed during the search.
   * @throws AppError not_ready while the index is being built, unavailable, timed_out, invalid_request
   */
  async search(spec: IndexSpec, vector: Float32Array, k: number, allowed?: ReadonlySet<number>): Promise<VectorHit[]> {
    if (vector.every((component) => component === 0)) return [];
    const hits = await this.#run(spec, (index) => index.search(vector, k, allowed), openWaitMs);
    this.#closeOlderSpecs(spec);
    return hits;
  }

  /** Adds vectors of chunks that are committed to the database. When this returns, searches find them. @throws AppError unavailable */
  async upsert(spec: IndexSpec, entries: readonly VectorEntry[]): Promise<void> {
    const key = keyOf(spec);
    // An index that is only opened now takes them from the database, without those that were deleted there meanwhile.
    const wasOpen = this.#entries.has(key);
    let isRetry = false;
    await this.#run(spec, async (index) => {
      if (isRetry) return;
      isRetry = true;
      await Promise.all([wasOpen && index.upsert(entries), this.#building.get(key)?.index.upsert(entries)]);
    });
    this.#evict();
  }

  /** Takes out chunks that are deleted from the database. When this returns, searches that begin do not find them. */
  async remove({ id }: Pick<IndexSpec, 'id'>, chunkIds: readonly number[]): Promise<void> {
    if (chunkIds.length === 0) return;
    const indexes = [...this.#entriesOf(id).map((entry) => entry.opening), ...this.#buildingOf(id)];
    await Promise.all(
      indexes.map(async (each) => {
        try {
          const index = await each;
          await index.remove(chunkIds);
          this.#snapshots.note(index);
        } catch (error) {
          // An index that is gone comes back with what the database has.
          this.#log.debug({ err: error, knowledgeBaseId: id }, 'Nothing to remove from');
        }
      }),
    );
  }

  /**
   * Builds the index anew from the database, beside the one that serves, and puts it in its place. With another model or
   * engine than before, searches with the old spec are served until the first search with the new one.
   * @throws AppError conflict, cancelled, unavailable
   */
  async rebuild(spec: IndexSpec, { signal = new AbortController().signal, onProgress = () => {} }: RebuildOptions = {}): Promise<void> {
    const key = keyOf(spec);
    let index: ServedIndex | undefined;
    try {
      index = await ServedIndex.begin(this.#parts, spec, await this.#engineFor(spec));
      await this.#fill(key, index, signal, onProgress);
    } catch (error) {
      index?.close().catch(() => undefined);
      if (!(error instanceof IndexLost)) throw error;
      this.#noteDeath(spec.id, error);
      throw new AppError('unavailable', 'The index process failed during the rebuild', { hint: 'Start the rebuild again.' }, { cause: error });
    }
    await this.#snapshots.save(index);
  }

  /** Closes and removes every index of a knowledge base that is deleted. */
  async drop(knowledgeBaseId: string): Promise<void> {
    const entries = this.#entriesOf(knowledgeBaseId);
    for (const { spec } of entries) this.#entries.delete(keyOf(spec));
    this.#snapshots.forget(knowledgeBaseId);
    await Promise.all(entries.map((entry) => this.#close(entry)));
    await this.#snapshots.inLine(() => this.#generations.drop(knowledgeBaseId));
  }

  /** Saves what is not saved, as far as there is time, and ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    const served = [...this.#entries.values()].flatMap((entry) => entry.served ?? []);
    await this.#snapshots.finish(served);
    await this.#client[Symbol.asyncDispose]();
  }

  async #run<Result>(spec: IndexSpec, work: (index: ServedIndex) => Promise<Result>, waitMs?: number): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const entry = this.#entryOf(spec);
      try {
        const index = await withinTime(entry.opening, waitMs);
        const result = await work(index);
        this.#snapshots.note(index);
        return result;
      } catch (error) {
        if (!(error instanceof IndexLost)) throw error;
        if (this.#entries.get(keyOf(spec)) === entry) this.#entries.delete(keyOf(spec));
        this.#noteDeath(spec.id, error);
        if (attempt > 1) throw new AppError('unavailable', error.message, { hint: 'Try again: the index is opened anew.' }, { cause: error });
      }
    }
  }

  async #fill(key: string, index: ServedIndex, signal: AbortSignal, onProgress: (part: number) => void): Promise<void> {
    if (this.#building.has(key)) throw new AppError('conflict', 'This index is already being rebuilt');
    const finished = index.fill(signal, onProgress).then(() => index);
    this.#building.set(key, { index, finished });
    try {
      await finished;
      const before = this.#entries.get(key);
      this.#entries.set(key, { spec: index.spec, opening: finished, served: index, lastUsedAtMs: Date.now() });
      if (before?.opening !== finished) void this.#close(before);
    } finally {
      this.#building.delete(key);
    }
  }

  /** The open index, or one that is being opened. */
  #entryOf(spec: IndexSpec): Entry {
    const key = keyOf(spec);
    const known = this.#entries.get(key);
    if (known) {
      known.lastUsedAtMs = Date.now();
      return known;
    }
    const entry: Entry = { spec, opening: this.#building.get(key)?.finished ?? this.#open(spec), lastUsedAtMs: Date.now() };
    this.#entries.set(key, entry);
    entry.opening.then(
      (index) => {
        entry.served = index;
        this.#evict();
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      },
    );
    return entry;
  }

  async #open(spec: IndexSpec): Promise<ServedIndex> {
    return ServedIndex.open(this.#parts, spec, await this.#engineFor(spec));
  }

  async #engineFor({ id, vectorStore }: IndexSpec): Promise<EngineInfo> {
    const engines = await this.#client.engines();
    const wanted = this.#recentDeaths(id) >= deathsTolerated ? fallbackEngine : vectorStore;
    const engine = engines.find((each) => each.id === wanted) ?? engines[0]!;
    if (engine.id !== vectorStore) {
      const reason = wanted === vectorStore ? 'it does not load on this machine' : 'the index process died with it again and again';
      this.#log.warn({ knowledgeBaseId: id, wanted: vectorStore, engine: engine.id }, `The vector store "${vectorStore}" is replaced: ${reason}`);
    }
    return engine;
  }

  #entriesOf(knowledgeBaseId: string): Entry[] {
    return [...this.#entries.values()].filter(({ spec }) => spec.id === knowledgeBaseId);
  }

  #buildingOf(knowledgeBaseId: string): ServedIndex[] {
    return [...this.#building.values()].map(({ index }) => index).filter(({ spec }) => spec.id === knowledgeBaseId);
  }

  #noteDeath(knowledgeBaseId: string, { processNumber }: IndexLost): void {
    if (processNumber === undefined) return;
    const deaths = this.#deaths.get(knowledgeBaseId) ?? new Map<number, number>();
    this.#deaths.set(knowledgeBaseId, deaths.set(processNumber, Date.now()));
  }

  #recentDeaths(knowledgeBaseId: string): number {
    const times = [...(this.#deaths.get(knowledgeBaseId)?.values() ?? [])];
    return times.filter((atMs) => Date.now() - atMs < deathsForgottenAfterMs).length;
  }

  /** Once a rebuilt index answers, nobody asks the one before it any more. */
  #closeOlderSpecs(spec: IndexSpec): void {
    const newest = this.#entries.get(keyOf(spec))?.served;
    for (const entry of this.#entriesOf(spec.id)) {
      if (newest && entry.served && entry.served.handle < newest.handle) this.#retire(entry);
    }
  }

  #evict(): void {
    const served = [...this.#entries.values()].filter((entry) => entry.served).sort((a, b) => a.lastUsedAtMs - b.lastUsedAtMs);
    let bytes = served.reduce((sum, entry) => sum + entry.served!.sizes.memoryBytes, 0);
    for (const entry of served.slice(0, -1)) {
      if (bytes <= this.#memoryLimitBytes) return;
      bytes -= entry.served!.sizes.memoryBytes;
      this.#retire(entry);
    }
  }

  #retire(entry: Entry): void {
    this.#entries.delete(keyOf(entry.spec));
    void this.#snapshots.save(entry.served!).then(() => this.#close(entry));
  }

  async #close(entry: Entry | undefined): Promise<void> {
    try {
      await (await entry?.opening)?.close();
    } catch {
      // It never opened, or its process has ended: there is nothing to close.
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
