import type { Logger } from '../platform/logger.ts';
import type { ServedIndex } from './served-index.ts';

/** What is to be saved, and how much of it has changed. */
type Savable = Pick<ServedIndex, 'spec' | 'sizes' | 'unsavedChanges' | 'isClosed' | 'save'>;

const quietMs = 3_000;
/**
 * A save writes the whole index, so it waits for a share of it to have changed: in quiet times at most 50 rows are written
 * per change, while changes go on 4. What was not saved when the power fails is added again from the database.
 */
const quietShare = 0.02;
const busyShare = 0.25;
const busyChanges = 5_000;
const retryAfterMs = 60_000;
const finishWithinMs = 8_000;

/** Decides when indexes are saved, and saves one at a time. A save that fails leaves the earlier generation in place. */
export class SnapshotSchedule {
  readonly #log: Logger;
  readonly #timers = new Map<Savable, NodeJS.Timeout>();
  readonly #queued = new Set<Savable>();
  readonly #failedAtMs = new WeakMap<Savable, number>();
  readonly #forgotten = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Told after each change or opening. */
  note(index: Savable): void {
    const { unsavedChanges, sizes } = index;
    if (unsavedChanges === 0 || Date.now() - (this.#failedAtMs.get(index) ?? 0) < retryAfterMs) return;
    if (unsavedChanges >= Math.max(busyChanges, busyShare * sizes.size)) {
      void this.save(index);
      return;
    }
    if (unsavedChanges < quietShare * sizes.size) return;
    clearTimeout(this.#timers.get(index));
    this.#timers.set(index, setTimeout(() => void this.save(index), quietMs).unref());
  }

  /** Saves the index, if it has changed. Does not throw: an index is a cache. */
  async save(index: Savable): Promise<void> {
    clearTimeout(this.#timers.get(index));
    this.#timers.delete(index);
    if (this.#queued.has(index)) return;
    this.#queued.add(index);
    await this.inLine(() => this.#write(index));
  }

  /** Runs what must not happen during a save. */
  inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Indexes of this knowledge base are not saved any more. */
  forget(knowledgeBaseId: string): void {
    this.#forgotten.add(knowledgeBaseId);
  }

  /** Gives up what is planned, not what is under way. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Saves these and whatever is waiting, as far as there is time. */
  async finish(indexes: readonly Savable[]): Promise<void> {
    this.clear();
    const until = Date.now() + finishWithinMs;
    for (const index of indexes) {
      if (Date.now() < until) await this.save(index);
    }
    await this.#last;
  }

  async #write(index: Savable): Promise<void> {
    this.#queued.delete(index);
    if (index.unsavedChanges === 0 || index.isClosed || this.#forgotten.has(index.spec.id)) return;
    try {
      await index.save();
    } catch (error) {
      this.#failedAtMs.set(index, Date.now());
      this.#log.warn({ err: error, knowledgeBaseId: index.spec.id }, 'The index could not be saved; a later change tries again');
    }
  }
}
