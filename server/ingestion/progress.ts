import type { CrawlProgress } from '#contracts/crawl';
import type { DocumentProgress, DocumentStatus, KnowledgeBaseEvent, RebuildProgress, SummaryProgress } from '#contracts/document';

type Listener = (event: KnowledgeBaseEvent) => void;
type Batch = { total: Set<string>; done: number; failed: number; startedAt: number };

const bufferedEventsLimit = 1_000;

/** How far along the whole way each stage begins, in percent. */
const percentByStatus: Record<DocumentStatus, number> = { queued: 0, parsing: 5, splitting: 40, embedding: 50, indexing: 90, ready: 100, failed: 100 };

/** What happens to the documents of a knowledge base, for whoever is watching now. Nothing is kept: the rows hold the state. */
export class Progress {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #batches = new Map<string, Batch>();

  /** @param part of the stage that is done, 0..1 */
  document(knowledgeBaseId: string, document: Omit<DocumentProgress, 'percent'>, part = 0): void {
    const begin = percentByStatus[document.status];
    const end = Math.min(...Object.values(percentByStatus).filter((percent) => percent > begin), 100);
    this.#emit(knowledgeBaseId, { type: 'document-progress', document: { ...document, percent: Math.round(begin + (end - begin) * part) } });
    this.#count(knowledgeBaseId, document);
  }

  removed(knowledgeBaseId: string, documentId: string): void {
    this.#batches.get(knowledgeBaseId)?.total.delete(documentId);
    this.#emit(knowledgeBaseId, { type: 'document-removed', documentId });
  }

  summary(knowledgeBaseId: string, summary: SummaryProgress): void {
    this.#emit(knowledgeBaseId, { type: 'summary-progress', summary });
  }

  rebuild(knowledgeBaseId: string, rebuild: RebuildProgress): void {
    this.#emit(knowledgeBaseId, { type: 'rebuild-progress', rebuild });
  }

  crawl(knowledgeBaseId: string, crawl: CrawlProgress): void {
    this.#emit(knowledgeBaseId, { type: 'crawl-progress', crawl });
  }

  /** Everything from now on, until the signal aborts. A reader that falls far behind loses the oldest events. */
  async *watch(knowledgeBaseId: string, signal: AbortSignal): AsyncGenerator<KnowledgeBaseEvent> {
    const waiting: KnowledgeBaseEvent[] = [];
    let wake = () => {};
    const listener: Listener = (event) => {
      if (waiting.length >= bufferedEventsLimit) waiting.shift();
      waiting.push(event);
      wake();
    };
    const listeners = this.#listeners.get(knowledgeBaseId) ?? new Set();
    this.#listeners.set(knowledgeBaseId, listeners.add(listener));
    const onAbort = () => wake();
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(knowledgeBaseId);
    }
  }

  #emit(knowledgeBaseId: string, event: KnowledgeBaseEvent): void {
    for (const listener of this.#listeners.get(knowledgeBaseId) ?? []) listener(event);
  }

  /** A batch lasts from the first document queued until none is left. */
  #count(knowledgeBaseId: string, { documentId, status }: { documentId: string; status: DocumentStatus }): void {
    const batch = this.#batches.get(knowledgeBaseId) ?? { total: new Set<string>(), done: 0, failed: 0, startedAt: Date.now() };
    if (!batch.total.has(documentId)) batch.total.add(documentId);
    if (status !== 'ready' && status !== 'failed') {
      this.#batches.set(knowledgeBaseId, batch);
      if (status !== 'queued') return;
    } else if (status === 'ready') batch.done += 1;
    else batch.failed += 1;
    const finished = batch.done + batch.failed;
    const documentsPerSecond = finished / Math.max((Date.now() - batch.startedAt) / 1000, 0.001);
    const left = batch.total.size - finished;
    const secondsLeft = finished > 0 ? Math.max(0, left) / documentsPerSecond : undefined;
    this.#emit(knowledgeBaseId, {
      type: 'batch-progress',
      batch: { total: batch.total.size, done: batch.done, failed: batch.failed, documentsPerSecond, secondsLeft },
    });
    if (left <= 0) this.#batches.delete(knowledgeBaseId);
  }
}
