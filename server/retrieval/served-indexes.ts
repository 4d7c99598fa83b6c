import type { IndexSpec, ServedIndex } from './served-index.ts';
import type { SnapshotSchedule } from './snapshot-schedule.ts';

/** An index that serves, or will when `opening` is done. */
export type ServedEntry = { spec: IndexSpec; opening: Promise<ServedIndex>; served?: ServedIndex; lastUsedAtMs: number };

/** Two specs with the same key are the same index. */
export function indexKeyOf({ id, dimensions, vectorStore, modelKey }: IndexSpec): string {
  return JSON.stringify([id, dimensions, vectorStore, modelKey]);
}

/** What may be open at a time: bytes of memory, and how many, since each costs more than its vectors. */
export type OpenLimits = { memoryBytes: number; count: number };

/** The indexes that are open or being opened, within limits. */
export class ServedIndexes {
  readonly #entries = new Map<string, ServedEntry>();

  constructor(
    private readonly snapshots: SnapshotSchedule,
    private readonly limits: OpenLimits,
  ) {}

  list(): ServedEntry[] {
    return [...this.#entries.values()];
  }

  of(knowledgeBaseId: string): ServedEntry[] {
    return this.list().filter(({ spec }) => spec.id === knowledgeBaseId);
  }

  has(spec: IndexSpec): boolean {
    return this.#entries.has(indexKeyOf(spec));
  }

  /** The index of this spec; callers that come while it is opened share the opening. */
  entryOf(spec: IndexSpec, open: () => Promise<ServedIndex>): ServedEntry {
    const known = this.#entries.get(indexKeyOf(spec));
    if (known) {
      known.lastUsedAtMs = Date.now();
      return known;
    }
    const entry: ServedEntry = { spec, opening: open(), lastUsedAtMs: Date.now() };
    this.#entries.set(indexKeyOf(spec), entry);
    entry.opening.then(
      (index) => {
        entry.served = index;
        this.closeLeastUsed();
      },
      () => this.forget(entry),
    );
    return entry;
  }

  /** Puts an index in the place of the one that serves, which is closed. */
  replace(index: ServedIndex): void {
    const before = this.#entries.get(indexKeyOf(index.spec));
    const entry: ServedEntry = { spec: index.spec, opening: Promise.resolve(index), served: index, lastUsedAtMs: Date.now() };
    this.#entries.set(indexKeyOf(index.spec), entry);
    void before?.opening.then((replaced) => (replaced === index ? undefined : replaced.close())).catch(() => undefined);
  }

  /** Does not hand this one out any more. */
  forget(entry: ServedEntry): void {
    const key = indexKeyOf(entry.spec);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }

  forgetAll(): void {
    this.#entries.clear();
  }

  /** Once a rebuilt index has answered, nobody asks the one before it any more. */
  closeOlderThan(spec: IndexSpec): void {
    const newest = this.#entries.get(indexKeyOf(spec))?.served;
    for (const entry of this.of(spec.id)) {
      if (newest && entry.served && entry.served.handle < newest.handle) this.#close(entry, entry.served, true);
    }
  }

  /** Closes the least recently used until the others are within the limits; the last used one stays in any case. */
  closeLeastUsed(): void {
    const open = this.list().flatMap((entry) => (entry.served ? [{ entry, index: entry.served }] : []));
    open.sort((a, b) => a.entry.lastUsedAtMs - b.entry.lastUsedAtMs);
    let bytes = open.reduce((sum, { index }) => sum + index.sizes.memoryBytes, 0);
    let count = open.length;
    for (const { entry, index } of open.slice(0, -1)) {
      if (bytes <= this.limits.memoryBytes && count <= this.limits.count) return;
      bytes -= index.sizes.memoryBytes;
      count--;
      this.#close(entry, index);
    }
  }

  #close(entry: ServedEntry, index: ServedIndex, isSuperseded = false): void {
    this.forget(entry);
    void this.snapshots
      .save(index)
      .then(() => index.close(isSuperseded))
      .catch(() => undefined);
  }
}
