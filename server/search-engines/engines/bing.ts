import { z } from 'zod';
import { endpointUrl } from '../endpoint-url.ts';
import type { SearchProtocol } from '../search-engine.ts';

const Page = z.object({ name: z.string().nullish(), url: z.string().nullish(), snippet: z.string().nullish() });
/** `webPages` is missing where nothing was found. */
const Answer = z.object({ _type: z.literal('SearchResponse'), webPages: z.object({ value: z.array(Page) }).nullish() });

/** Bing Web Search API v7. Microsoft has withdrawn its own; services that speak the same protocol are entered by their address. */
export const bing: SearchProtocol = {
  id: 'bing',
  label: 'Bing',
  needsApiKey: true,
  defaultBaseUrl: 'https://api.bing.microsoft.com/v7.0',
  request: ({ baseUrl, apiKey = '' }, query, limit) => ({
    method: 'GET',
    url: endpointUrl(baseUrl, '/search', { q: query, count: String(limit), textFormat: 'Raw' }),
    headers: { accept: 'application/json', 'ocp-apim-subscription-key': apiKey },
  }),
  read(answer) {
    const { webPages } = Answer.parse(JSON.parse(answer));
    return (webPages?.value ?? []).map(({ name, url, snippet }) => ({ title: name, url, snippet }));
  },
};
