import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { IndexCatalog, type IndexCatalogOptions } from '../retrieval/index-catalog.ts';
import type { IndexSource, IndexSpec } from '../retrieval/served-index.ts';
import type { VectorEntry } from '../retrieval/vector-store.ts';

/** Tests run beside others: a process may take long to start. */
const patientMs = 60_000;

/** Stands for the database in tests of indexes: one knowledge base's vectors, by chunk id. */
export class FakeIndexSource implements IndexSource {
  readonly vectors = new Map<number, Float32Array>();
  loadedCount = 0;

  constructor(entries: readonly VectorEntry[] = []) {
    this.add(entries);
  }

  add(entries: readonly VectorEntry[]): void {
    for (const { id, vector } of entries) this.vectors.set(id, vector);
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.vectors.delete(id);
  }

  async listChunkIds(): Promise<number[]> {
    return [...this.vectors.keys()];
  }

  async loadVectors(_modelKey: string, ids: readonly number[]): Promise<VectorEntry[]> {
    this.loadedCount += ids.length;
    return ids.flatMap((id) => (this.vectors.has(id) ? [{ id, vector: this.vectors.get(id)! }] : []));
  }
}

type CatalogOptions = Omit<IndexCatalogOptions, 'root' | 'source' | 'log'>;

/** A data folder, and catalogs on it that are closed with it. */
export class IndexFixture implements AsyncDisposable {
  readonly logged: { level: number; msg: string }[] = [];
  readonly #catalogs: IndexCatalog[] = [];
  readonly #log = pino({ level: 'debug' }, { write: (line: string) => void this.logged.push(JSON.parse(line) as { level: number; msg: string }) });

  private constructor(
    readonly root: string,
    readonly spec: IndexSpec,
  ) {}

  static async create(spec: Partial<IndexSpec> = {}): Promise<IndexFixture> {
    const root = await mkdtemp(path.join(os.tmpdir(), 'lectern-index-'));
    return new IndexFixture(root, { id: randomUUID(), dimensions: 8, vectorStore: 'usearch', modelKey: 'test@1', ...spec });
  }

  catalog(source: IndexSource, options: CatalogOptions = {}): IndexCatalog {
    const catalog = new IndexCatalog({ root: this.root, source, log: this.#log, openWaitMs: patientMs, ...options });
    this.#catalogs.push(catalog);
    return catalog;
  }

  /** A catalog over a source of these vectors, with the index open. */
  async open(entries: readonly VectorEntry[], options?: CatalogOptions): Promise<{ source: FakeIndexSource; catalog: IndexCatalog }> {
    const source = new FakeIndexSource(entries);
    const catalog = this.catalog(source, options);
    await catalog.open(this.spec);
    return { source, catalog };
  }

  get indexFolder(): string {
    return path.join(this.root, this.spec.id, 'index');
  }

  async generations(): Promise<string[]> {
    const names = await readdir(this.indexFolder).catch(() => []);
    return names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const catalog of this.#catalogs) await catalog[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true });
  }
}
