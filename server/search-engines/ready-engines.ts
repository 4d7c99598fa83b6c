import { AppError } from '../platform/errors.ts';
import { searchProtocols } from './engines/index.ts';
import { connectSearchEngine, type SearchEngine, type SearchProtocol } from './search-engine.ts';
import { listStoredEngines, type StoredSearchEngine } from './search-engine.repository.ts';
import type { SearchEngineContext } from './search-engine.service.ts';

const settingsHint = 'An administrator sets it up in Settings > Web search.';

function isReady({ needsApiKey }: SearchProtocol, stored: StoredSearchEngine | undefined): boolean {
  return stored !== undefined && (!needsApiKey || stored.sealedApiKey !== undefined);
}

/** @throws AppError not_found, naming the engines there are, or those that can be asked */
function requireReady(id: string, stored: ReadonlyMap<string, StoredSearchEngine>): void {
  const field = 'searchEngine';
  const known = searchProtocols.ids();
  if (!known.includes(id)) {
    throw new AppError('not_found', `No search engine named "${id}"`, { field, known, hint: `Choose one of ${known.join(', ')}.` });
  }
  const protocol = searchProtocols.get(id);
  if (isReady(protocol, stored.get(id))) return;
  const ready = searchProtocols.list().filter((each) => isReady(each, stored.get(each.id)));
  const problem = stored.has(id) ? 'has no API key' : 'is not set up';
  throw new AppError('not_found', `${protocol.label} ${problem}`, { field, known: ready.map((each) => each.id), hint: settingsHint });
}

async function readStored({ database }: Pick<SearchEngineContext, 'database'>): Promise<Map<string, StoredSearchEngine>> {
  return new Map((await listStoredEngines(database)).map((each) => [each.id, each]));
}

/** @throws AppError not_found when there is no such engine, when it is not set up, or when it lacks its key */
export async function checkEngine(context: Pick<SearchEngineContext, 'database'>, id: string): Promise<void> {
  requireReady(id, await readStored(context));
}

/**
 * The engines that can be asked: the chosen one first, then the others to fall back to.
 * @param preferred asked first when none is chosen, if it can be
 * @throws AppError as `checkEngine`, and unavailable when there is none
 */
export async function openEngines(context: SearchEngineContext, chosen: string | undefined, preferred: string): Promise<SearchEngine[]> {
  const stored = await readStored(context);
  if (chosen !== undefined) requireReady(chosen, stored);
  const first = chosen ?? preferred;
  const ready = searchProtocols
    .list()
    .filter((protocol) => isReady(protocol, stored.get(protocol.id)))
    .sort((left, right) => Number(right.id === first) - Number(left.id === first));
  if (ready.length === 0) {
    throw new AppError('unavailable', 'No search engine is set up', {
      hint:
        'An administrator adds one in Settings > Web search: a SearXNG of your own, DuckDuckGo, which needs no key, or one with a key. ' +
        'Nothing is sent to any before.',
    });
  }
  return ready.map((protocol) => open(context, protocol, stored.get(protocol.id)!));
}

/** A key that cannot be read any more fails its own engine only, when that is asked. */
function open({ secrets, endpoints }: SearchEngineContext, protocol: SearchProtocol, stored: StoredSearchEngine): SearchEngine {
  const { id, label } = protocol;
  const { baseUrl, sealedApiKey } = stored;
  return {
    id,
    label,
    async search(query, limit, signal) {
      const access = { baseUrl, apiKey: sealedApiKey && secrets.unseal(sealedApiKey) };
      return connectSearchEngine(protocol, access, endpoints).search(query, limit, signal);
    },
  };
}
