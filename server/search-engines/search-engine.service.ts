import type {
  SearchEngine as PresentedEngine,
  SetUpSearchEngine,
  TestSearchEngine,
  TestSearchEngineResult,
} from '#contracts/search-engine';
import type { Database } from '../platform/database.ts';
import type { EndpointClient } from '../platform/endpoint-client.ts';
import { AppError } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import { searchProtocols } from './engines/index.ts';
import { connectSearchEngine, type EngineAccess, type SearchProtocol } from './search-engine.ts';
import { deleteEngine, listStoredEngines, type StoredSearchEngine, writeEngine } from './search-engine.repository.ts';

export type SearchEngineContext = { database: Database; secrets: Secrets; endpoints: EndpointClient };

const testQuery = 'Lectern';

/** What may leave the server: everything but the key. */
function present(protocol: SearchProtocol, stored: StoredSearchEngine | undefined): PresentedEngine {
  const { id, label, needsApiKey, defaultBaseUrl = '' } = protocol;
  const hasApiKey = stored?.sealedApiKey !== undefined;
  const isReady = stored !== undefined && (hasApiKey || !needsApiKey);
  return { id, label, needsApiKey, baseUrl: stored?.baseUrl ?? defaultBaseUrl, isSetUp: stored !== undefined, hasApiKey, isReady };
}

/** Every engine there is, set up or not. */
export async function listSearchEngines({ database }: Pick<SearchEngineContext, 'database'>): Promise<PresentedEngine[]> {
  const stored = new Map((await listStoredEngines(database)).map((each) => [each.id, each]));
  return searchProtocols.list().map((protocol) => present(protocol, stored.get(protocol.id)));
}

type Chosen = { access: EngineAccess; stored: StoredSearchEngine | undefined };

/** What was entered, over what is stored. A stored key goes only to the host it was entered for. @throws AppError invalid_request */
async function choose({ database, secrets }: SearchEngineContext, protocol: SearchProtocol, given: SetUpSearchEngine): Promise<Chosen> {
  const stored = (await listStoredEngines(database)).find(({ id }) => id === protocol.id);
  const baseUrl = given.baseUrl ?? stored?.baseUrl ?? protocol.defaultBaseUrl;
  if (baseUrl === undefined) {
    const hint = 'For instance http://127.0.0.1:8080';
    throw new AppError('invalid_request', `Enter the address of ${protocol.label}`, { field: 'baseUrl', hint });
  }
  const movesHost = stored !== undefined && new URL(stored.baseUrl).origin !== new URL(baseUrl).origin;
  if (movesHost && stored.sealedApiKey !== undefined && given.apiKey === undefined) {
    const problem = 'The API key has to be entered again: it goes only to the host it was entered for';
    throw new AppError('invalid_request', problem, { field: 'apiKey' });
  }
  const apiKey = given.apiKey ?? (stored?.sealedApiKey && secrets.unseal(stored.sealedApiKey));
  if (protocol.needsApiKey && !apiKey) {
    const hint = 'Its provider gives one to every account.';
    throw new AppError('invalid_request', `${protocol.label} needs an API key`, { field: 'apiKey', hint });
  }
  return { access: { baseUrl, apiKey: apiKey || undefined }, stored };
}

/** @throws AppError not_found, invalid_request */
export async function setUpSearchEngine(context: SearchEngineContext, id: string, given: SetUpSearchEngine): Promise<PresentedEngine> {
  const protocol = searchProtocols.get(id);
  const { access } = await choose(context, protocol, given);
  const sealedApiKey = given.apiKey === undefined ? undefined : given.apiKey === '' ? null : context.secrets.seal(given.apiKey);
  await writeEngine(context.database, id, access.baseUrl, sealedApiKey);
  return (await listSearchEngines(context)).find((each) => each.id === id)!;
}

/** Forgets the engine and its key. @throws AppError not_found */
export async function removeSearchEngine({ database }: Pick<SearchEngineContext, 'database'>, id: string): Promise<void> {
  await deleteEngine(database, searchProtocols.get(id).id);
}

/** Searches once, and says whether that works, and if not, what is wrong. @throws AppError not_found, invalid_request, cancelled */
export async function testSearchEngine(
  context: SearchEngineContext,
  id: string,
  given: TestSearchEngine,
  signal: AbortSignal,
): Promise<TestSearchEngineResult> {
  const protocol = searchProtocols.get(id);
  const { access } = await choose(context, protocol, given);
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    const results = await connectSearchEngine(protocol, access, context.endpoints).search(testQuery, 5, signal);
    return { ok: true, message: `${protocol.label} found ${results.length} pages for "${testQuery}"`, latencyMs: latencyMs() };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    return { ok: false, message: error.message, hint: error.hint, latencyMs: latencyMs() };
  }
}
