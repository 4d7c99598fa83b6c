import { z } from 'zod';
import { endpointUrl } from '../endpoint-url.ts';
import type { SearchProtocol } from '../search-engine.ts';

const Page = z.object({ title: z.string().nullish(), url: z.string().nullish(), description: z.string().nullish() });
/** `web` is missing where nothing was found. */
const Answer = z.object({ type: z.literal('search'), web: z.object({ results: z.array(Page) }).nullish() });

/** api-dashboard.search.brave.com/app/documentation/web-search */
export const brave: SearchProtocol = {
  id: 'brave',
  label: 'Brave',
  needsApiKey: true,
  defaultBaseUrl: 'https://api.search.brave.com/res/v1',
  request: ({ baseUrl, apiKey = '' }, query, limit) => ({
    method: 'GET',
    url: endpointUrl(baseUrl, '/web/search', { q: query, count: String(limit) }),
    headers: { accept: 'application/json', 'x-subscription-token': apiKey },
  }),
  read(answer) {
    const { web } = Answer.parse(JSON.parse(answer));
    return (web?.results ?? []).map(({ title, url, description }) => ({ title, url, snippet: description }));
  },
  statusHints: { 422: 'Check its API key in Settings > Web search.' },
};
