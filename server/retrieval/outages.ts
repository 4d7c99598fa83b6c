import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { IndexPlaces } from './index-places.ts';
import type { StoreAway } from './remote-store.ts';
import type { IndexSpec } from './served-index.ts';
import { indexKeyOf, type ServedIndexes } from './served-indexes.ts';

const defaultRetryAfterMs = 15_000;
/** An index that changed while it was opened is opened once more. */
const changedAfterMs = 1_000;
const standInStore = 'exact';

type Outage = { spec: IndexSpec; reason: string; changes: number; timer?: NodeJS.Timeout };

/**
 * Indexes whose store is away. An exact one stands in for each, made from the database, until the store is asked again
 * and has caught up.
 */
export class Outages implements Disposable {
  readonly #outages = new Map<string, Outage>();
  #isDisposed = false;

  constructor(
    private readonly log: Logger,
    private readonly places: IndexPlaces,
    private readonly served: ServedIndexes,
    private readonly retryAfterMs = defaultRetryAfterMs,
  ) {}

  /** What is served: the index itself, or the one that stands in for it. */
  servedSpec(spec: IndexSpec): IndexSpec {
    return this.#outages.has(indexKeyOf(spec)) ? { ...spec, vectorStore: standInStore } : spec;
  }

  reasonOf(knowledgeBaseId: string): string | undefined {
    return [...this.#outages.values()].find(({ spec }) => spec.id === knowledgeBaseId)?.reason;
  }

  begin(spec: IndexSpec, { message }: StoreAway): void {
    const known = this.#outages.get(indexKeyOf(spec));
    if (known) known.reason = message;
    if (known || this.#isDisposed) return;
    this.log.warn({ knowledgeBaseId: spec.id, vectorStore: spec.vectorStore, reason: message }, 'A vector store is away; the vectors of the database are compared one by one until it is back');
    const outage: Outage = { spec, reason: message, changes: 0 };
    this.#schedule(outage, this.retryAfterMs);
    this.#outages.set(indexKeyOf(spec), outage);
    // What was open is in step no more.
    for (const entry of this.served.of(spec.id)) if (indexKeyOf(entry.spec) === indexKeyOf(spec)) this.served.forget(entry);
  }

  /** Told before a change, so that a store that is just coming back does not miss it. */
  noteChange(knowledgeBaseId: string): void {
    for (const outage of this.#outages.values()) if (outage.spec.id === knowledgeBaseId) outage.changes++;
  }

  forget(knowledgeBaseId: string): void {
    for (const [key, { spec, timer }] of this.#outages) {
      if (spec.id !== knowledgeBaseId) continue;
      clearTimeout(timer);
      this.#outages.delete(key);
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    for (const { timer } of this.#outages.values()) clearTimeout(timer);
    this.#outages.clear();
  }

  #schedule(outage: Outage, afterMs: number): void {
    outage.timer = setTimeout(() => void this.#retry(outage), afterMs).unref();
  }

  async #retry(outage: Outage): Promise<void> {
    const { spec, changes } = outage;
    const index = await this.places.open(spec).catch((error: unknown) => {
      outage.reason = messageOf(error);
      return undefined;
    });
    if (this.#outages.get(indexKeyOf(spec)) !== outage) return;
    if (!index || outage.changes !== changes) {
      this.#schedule(outage, index ? Math.min(changedAfterMs, this.retryAfterMs) : this.retryAfterMs);
      return;
    }
    this.#outages.delete(indexKeyOf(spec));
    this.served.replace(index);
    this.log.info({ knowledgeBaseId: spec.id, vectorStore: spec.vectorStore }, 'The vector store is back, and in step with the database');
  }
}
