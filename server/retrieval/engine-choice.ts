import type { Logger } from '../platform/logger.ts';
import type { IndexClient, IndexLost } from './index-client.ts';
import type { EngineInfo } from './index-protocol.ts';

const deathsForgottenAfterMs = 5 * 60_000;
const deathsTolerated = 3;
const fallbackEngine = 'exact';

/** Which engine an index is opened with: the one asked for, unless it does not load here or keeps killing the process. */
export class EngineChoice {
  /** Per knowledge base, the processes that died at work on it, and when. */
  readonly #deaths = new Map<string, Map<number, number>>();

  constructor(
    private readonly client: IndexClient,
    private readonly log: Logger,
  ) {}

  noteDeath(knowledgeBaseId: string, { processNumber }: IndexLost): void {
    if (processNumber === undefined) return;
    const deaths = this.#deaths.get(knowledgeBaseId) ?? new Map<number, number>();
    this.#deaths.set(knowledgeBaseId, deaths.set(processNumber, Date.now()));
  }

  /** @throws IndexLost when the process does not start */
  async engineFor(knowledgeBaseId: string, vectorStore: string): Promise<EngineInfo> {
    const engines = await this.client.engines();
    const isDeadly = this.#recentDeaths(knowledgeBaseId) >= deathsTolerated;
    const wanted = isDeadly ? fallbackEngine : vectorStore;
    const engine = engines.find((each) => each.id === wanted) ?? engines[0]!;
    if (engine.id !== vectorStore) {
      const reason = isDeadly ? 'the index process died with it again and again' : 'it does not load on this machine';
      this.log.warn({ knowledgeBaseId, wanted: vectorStore, engine: engine.id }, `The vector store "${vectorStore}" is replaced: ${reason}`);
    }
    return engine;
  }

  #recentDeaths(knowledgeBaseId: string): number {
    const times = [...(this.#deaths.get(knowledgeBaseId)?.values() ?? [])];
    return times.filter((atMs) => Date.now() - atMs < deathsForgottenAfterMs).length;
  }
}
