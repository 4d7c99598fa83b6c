import type { Settings } from '#contracts/setting';
import { askEngines } from './ask-engines.ts';
import { passagesOf } from './page-passages.ts';
import { rankResults, type WebSearchResponse } from './rank-results.ts';
import { readPages, type ReadPagesContext } from './read-pages.ts';
import { checkEngine, openEngines } from './ready-engines.ts';
import type { SearchEngineContext } from './search-engine.service.ts';

/** `engine`: the one to ask first; the default when left out. */
export type WebSearchRequest = { query: string; topK: number; engine?: string };

/** Finds passages on the web, by the engines an administrator has set up. */
export type WebSearch = {
  /** @throws AppError not_found when there is no such engine, when it is not set up, or when it lacks its key */
  check(engine: string): Promise<void>;
  /** @throws AppError as `check`; unavailable when no engine is set up; what the first engine said when none answers; cancelled */
  search(request: WebSearchRequest, signal: AbortSignal): Promise<WebSearchResponse>;
};

export function createWebSearch(context: SearchEngineContext & ReadPagesContext & { settings: { get(): Promise<Settings> } }): WebSearch {
  return {
    check: (engine) => checkEngine(context, engine),
    async search({ query, topK, engine }, signal) {
      const { defaultSearchEngine, readFoundPages } = await context.settings.get();
      const engines = await openEngines(context, engine, defaultSearchEngine);
      const startMs = performance.now();
      const asked = await askEngines(engines, query, topK, signal);
      const askedMs = performance.now();
      const { pages, failures } = readFoundPages ? await readPages(context, asked.results, signal) : { pages: new Map(), failures: 0 };
      const readMs = performance.now();
      const { hits, trace } = await rankResults(passagesOf(asked.results, pages), query, topK, signal);
      const unread = `${failures} of the pages found could not be read; what ${asked.engine.label} quotes of them was used`;
      const notes = failures === 0 ? asked.notes : [...asked.notes, unread];
      return { hits, trace: { ...trace, notes, stageMs: { ask: askedMs - startMs, read: readMs - askedMs, ...trace.stageMs } } };
    },
  };
}
