import { messageOf, throwIfAborted } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { Logger } from '../platform/logger.ts';
import { IndexLost } from './index-client.ts';
import type { Generation, IndexGenerations } from './index-generations.ts';
import type { EngineInfo, IndexOperator, IndexOutput, IndexSize } from './index-protocol.ts';
import { StoreAway } from './remote-store.ts';
import { hitsLimit, isUsableVector, type VectorEntry, type VectorHit } from './vector-store.ts';

/** Entries read from the database and sent to the index process at a time. */
const entriesPerSlice = 500;
/** Passes of a build over the database, each adding what was committed during the one before. */
const mostPasses = 5;
/** Newest chunks, and as many from all over, whose vectors are compared before a saved index is believed. */
const probes = 20;
/** Similarity of a vector to itself, less the rounding of its being scaled to length 1. */
const sameVector = 0.9999;

/** What an index is made of. Two indexes of one knowledge base that differ in any of these are different indexes. */
export type IndexSpec = { id: string; dimensions: number; vectorStore: string; modelKey: string };

/** Where the truth is. */
export type IndexSource = {
  /** Ids of all chunks of the knowledge base. */
  listChunkIds(knowledgeBaseId: string): Promise<number[]>;
  /** Vectors made by the model, of those of the chunks that are still there and have one. */
  loadVectors(modelKey: string, chunkIds: readonly number[]): Promise<VectorEntry[]>;
};

export type IndexParts = {
  client: IndexOperator;
  /** Where it is saved; without it, its store keeps it. */
  generations?: IndexGenerations;
  source: IndexSource;
  log: Logger;
};

let handleCount = 0;

/** One index open in the index process, exactly in step with the database once it is opened. */
export class ServedIndex {
  readonly handle = ++handleCount;
  /** Ids are never used twice: one that was removed must not come back with a slice that was read before. */
  readonly #removed = new Set<number>();
  sizes: IndexSize = { size: 0, memoryBytes: 0 };
  /** Changes that are in no saved generation. */
  unsavedChanges = 0;
  isClosed = false;

  private constructor(
    private readonly parts: IndexParts,
    readonly spec: IndexSpec,
    readonly engine: EngineInfo,
  ) {}

  /** Opens the newest saved generation that is whole and of this kind, or starts empty; then takes over what the database has. */
  static async open(parts: IndexParts, spec: IndexSpec, engine: EngineInfo): Promise<ServedIndex> {
    const index = new ServedIndex(parts, spec, engine);
    const ids = await parts.source.listChunkIds(spec.id);
    const isLoaded = parts.generations ? await index.#loadSaved(parts.generations, ids) : await index.#openKept(ids);
    if (!isLoaded) await index.#openEmpty();
    await index.#reconcile(ids, isLoaded);
    return index;
  }

  /** Builds an index from the database alone. Mutations may go on meanwhile, if the new index is told of them too. */
  static async begin(parts: IndexParts, spec: IndexSpec, engine: EngineInfo): Promise<ServedIndex> {
    const index = new ServedIndex(parts, spec, engine);
    await index.#openEmpty();
    return index;
  }

  /** Adds everything that the database has. @param onProgress told the share that is done, 0..1 */
  async fill(signal: AbortSignal, onProgress: (part: number) => void): Promise<void> {
    const done = new Set<number>();
    if (this.sizes.size > 0) await this.#retain(await this.parts.source.listChunkIds(this.spec.id));
    for (let pass = 0; pass < mostPasses; pass++) {
      const ids = await this.parts.source.listChunkIds(this.spec.id);
      const missing = ids.filter((id) => !done.has(id));
      if (missing.length === 0) return;
      await this.#addFromSource(missing, signal, (part) => onProgress((done.size + part * missing.length) / ids.length));
      for (const id of missing) done.add(id);
    }
  }

  async search(vector: Float32Array, k: number, allowed?: ReadonlySet<number>): Promise<VectorHit[]> {
    const input = { handle: this.handle, vector, k: Math.min(k, hitsLimit), allowed: allowed && Float64Array.from(allowed) };
    const { ids, similarities } = await this.parts.client.request('search', input);
    return Array.from(ids, (id, index) => ({ id, similarity: similarities[index]! }));
  }

  /** Vectors that no engine takes are left out: their chunks are found by their words only. */
  async upsert(entries: readonly VectorEntry[]): Promise<void> {
    const { dimensions } = this.spec;
    const usable = entries.filter(({ vector }) => isUsableVector(vector, dimensions));
    if (usable.length < entries.length) {
      const count = entries.length - usable.length;
      this.parts.log.warn({ knowledgeBaseId: this.spec.id, count }, 'Chunks whose vector is zero or damaged are not in the index');
    }
    for (let first = 0; first < usable.length; first += entriesPerSlice) {
      const slice = usable.slice(first, first + entriesPerSlice).filter(({ id }) => !this.#removed.has(id));
      const vectors = new Float32Array(slice.length * dimensions);
      slice.forEach(({ vector }, index) => vectors.set(vector, index * dimensions));
      this.#noteChanges(slice.length);
      this.sizes = await this.parts.client.request('upsert', { handle: this.handle, ids: Float64Array.from(slice, ({ id }) => id), vectors });
    }
  }

  async remove(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#removed.add(id);
    this.#noteChanges(ids.length);
    this.sizes = await this.parts.client.request('remove', { handle: this.handle, ids: Float64Array.from(ids) });
  }

  async listIds(): Promise<number[]> {
    return [...(await this.parts.client.request('ids', { handle: this.handle })).ids];
  }

  async save(): Promise<void> {
    const { client, generations } = this.parts;
    if (!generations) return;
    const { id: knowledgeBaseId, dimensions, modelKey } = this.spec;
    const changesAtStart = this.unsavedChanges;
    const directory = await generations.begin(knowledgeBaseId);
    try {
      failpoint('index.save');
      const { size, files } = await client.request('save', { handle: this.handle, directory });
      await generations.complete(directory, { engine: this.engine.id, engineVersion: this.engine.version, dimensions, modelKey, count: size, files });
      this.unsavedChanges -= changesAtStart;
    } catch (error) {
      await generations.abandon(directory);
      throw error;
    }
  }

  /** @param isSuperseded a newer index has taken its place, so what a store keeps of it can go */
  async close(isSuperseded = false): Promise<void> {
    this.isClosed = true;
    await this.parts.client.request('close', { handle: this.handle, isSuperseded });
  }

  #noteChanges(count: number): void {
    if (this.parts.generations) this.unsavedChanges += count;
  }

  async #openEmpty(): Promise<void> {
    const { id: engine } = this.engine;
    this.sizes = await this.parts.client.request('open', { handle: this.handle, engine, dimensions: this.spec.dimensions });
  }

  /** Opens what the store has kept; what is of another database is taken out of it. */
  async #openKept(chunkIds: readonly number[]): Promise<true> {
    await this.#openEmpty();
    if (this.sizes.size === 0) return true;
    try {
      await this.#compareWithSource(chunkIds);
      return true;
    } catch (error) {
      if (error instanceof StoreAway) throw error;
      this.parts.log.warn({ knowledgeBaseId: this.spec.id, reason: messageOf(error) }, 'What the vector store holds is of another database; it is made anew');
      await this.#retain([]);
      this.sizes = { size: 0, memoryBytes: 0 };
      return true;
    }
  }

  async #loadSaved(generations: IndexGenerations, chunkIds: readonly number[]): Promise<boolean> {
    const onDamaged = (directory: string, reason: unknown) => void this.#giveUp(generations, directory, reason);
    const candidates = await generations.list(this.spec.id, onDamaged);
    for (const { directory, manifest } of candidates.filter((candidate) => this.#fits(candidate))) {
      try {
        const saved = { directory, files: manifest.files };
        this.sizes = await this.parts.client.request('open', { handle: this.handle, engine: this.engine.id, dimensions: this.spec.dimensions, saved });
        if (this.sizes.size !== manifest.count) throw new Error(`${this.sizes.size} entries instead of ${manifest.count}`);
        await this.#compareWithSource(chunkIds);
        return true;
      } catch (error) {
        if (error instanceof IndexLost) throw error;
        await this.#giveUp(generations, directory, error);
      }
    }
    return false;
  }

  #fits({ manifest }: Generation): boolean {
    return (
      manifest.engine === this.engine.id &&
      manifest.engineVersion === this.engine.version &&
      manifest.dimensions === this.spec.dimensions &&
      manifest.modelKey === this.spec.modelKey
    );
  }

  async #giveUp(generations: IndexGenerations, directory: string, reason: unknown): Promise<void> {
    this.parts.log.warn({ knowledgeBaseId: this.spec.id, directory, reason: messageOf(reason) }, 'A saved index is damaged; it is made anew from the database');
    await generations.abandon(directory);
  }

  /** A database put back from a backup gives out ids again that the index knows from later: then the index is of another database. */
  async #compareWithSource(chunkIds: readonly number[]): Promise<void> {
    const sorted = [...chunkIds].sort((a, b) => a - b);
    const spread = Array.from({ length: probes }, (_, index) => sorted[Math.floor((index * sorted.length) / probes)] ?? 0);
    const entries = await this.parts.source.loadVectors(this.spec.modelKey, [...new Set([...spread, ...sorted.slice(-probes)])]);
    for (const { id, vector } of entries.filter((entry) => isUsableVector(entry.vector, this.spec.dimensions))) {
      const [own] = await this.search(vector, 1, new Set([id]));
      if (own && own.similarity < sameVector) throw new Error(`the vector of chunk ${id} is not that of the database`);
    }
  }

  async #reconcile(ids: readonly number[], isLoaded: boolean): Promise<void> {
    const sizeBefore = this.sizes.size;
    const { missing } = await this.#retain(ids);
    const extra = sizeBefore - (ids.length - missing.length);
    this.#noteChanges(extra);
    this.sizes = { ...this.sizes, size: sizeBefore - extra };
    if (missing.length + extra > 0) {
      const message = isLoaded ? 'The saved index lags behind the database; it catches up' : 'The index is made from the database';
      this.parts.log.info({ knowledgeBaseId: this.spec.id, missing: missing.length, extra }, message);
    }
    await this.#addFromSource(Array.from(missing), new AbortController().signal, () => {});
  }

  #retain(ids: readonly number[]): Promise<IndexOutput<'retain'>> {
    return this.parts.client.request('retain', { handle: this.handle, ids: Float64Array.from(ids) });
  }

  async #addFromSource(ids: readonly number[], signal: AbortSignal, onProgress: (part: number) => void): Promise<void> {
    for (let first = 0; first < ids.length; first += entriesPerSlice) {
      throwIfAborted(signal);
      const slice = ids.slice(first, first + entriesPerSlice);
      await this.upsert(await this.parts.source.loadVectors(this.spec.modelKey, slice));
      onProgress((first + slice.length) / ids.length);
    }
  }
}
