import { z } from 'zod';
import { endpointUrl } from '../endpoint-url.ts';
import type { SearchProtocol } from '../search-engine.ts';

const Page = z.object({ title: z.string().nullish(), url: z.string().nullish(), content: z.string().nullish() });
const Answer = z.object({ results: z.array(Page) });

/** A metasearch engine that people run themselves: docs.searxng.org/dev/search_api.html */
export const searxng: SearchProtocol = {
  id: 'searxng',
  label: 'SearXNG',
  needsApiKey: false,
  request: ({ baseUrl, apiKey }, query) => ({
    method: 'GET',
    url: endpointUrl(baseUrl, '/search', { q: query, format: 'json' }),
    headers: { accept: 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
  }),
  read: (answer) => Answer.parse(JSON.parse(answer)).results.map(({ title, url, content }) => ({ title, url, snippet: content })),
  statusHints: { 403: 'Let it answer in JSON: add "json" to search.formats in its settings.yml.' },
};
