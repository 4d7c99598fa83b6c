import { listOf } from '#contracts/pagination';
import { SearchEngine, type SetUpSearchEngine, type TestSearchEngine, TestSearchEngineResult } from '#contracts/search-engine';
import { requestJson, send } from './request.ts';

const SearchEngineList = listOf(SearchEngine);

export function listSearchEngines(signal?: AbortSignal) {
  return requestJson(SearchEngineList, '/api/search-engines', { signal });
}

export function setUpSearchEngine(id: string, body: SetUpSearchEngine) {
  return requestJson(SearchEngine, `/api/search-engines/${id}`, { method: 'PUT', body });
}

export function testSearchEngine(id: string, body: TestSearchEngine) {
  return requestJson(TestSearchEngineResult, `/api/search-engines/${id}/test`, { method: 'POST', body });
}

export async function removeSearchEngine(id: string): Promise<void> {
  await send(`/api/search-engines/${id}`, { method: 'DELETE' });
}
