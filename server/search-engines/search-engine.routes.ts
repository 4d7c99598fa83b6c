import { z } from 'zod';
import { listOf } from '#contracts/pagination';
import { SearchEngine, SetUpSearchEngine, TestSearchEngine, TestSearchEngineResult } from '#contracts/search-engine';
import { route, type Route } from '../platform/http.ts';
import {
  listSearchEngines,
  removeSearchEngine,
  type SearchEngineContext,
  setUpSearchEngine,
  testSearchEngine,
} from './search-engine.service.ts';

const EngineParams = z.object({ id: z.string().min(1).max(40) });

async function list(context: SearchEngineContext) {
  const items = await listSearchEngines(context);
  return { items, total: items.length };
}

export function searchEngineRoutes(context: SearchEngineContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/search-engines',
      summary: 'List the search engines there are, set up or not',
      responds: listOf(SearchEngine),
      handle: () => list(context),
    }),
    route({
      method: 'put',
      path: '/api/search-engines/:id',
      summary: 'Set up a search engine, or change how it is reached',
      params: EngineParams,
      body: SetUpSearchEngine,
      responds: SearchEngine,
      handle: ({ params, body }) => setUpSearchEngine(context, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/search-engines/:id/test',
      summary: 'Search once, and say whether that works, and if not, what is wrong',
      params: EngineParams,
      body: TestSearchEngine,
      responds: TestSearchEngineResult,
      handle: ({ params, body, signal }) => testSearchEngine(context, params.id, body, signal),
    }),
    route({
      method: 'delete',
      path: '/api/search-engines/:id',
      summary: 'Forget a search engine and its key',
      params: EngineParams,
      status: 204,
      handle: ({ params }) => removeSearchEngine(context, params.id),
    }),
  ];
}
