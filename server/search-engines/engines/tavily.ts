import { z } from 'zod';
import { endpointUrl } from '../endpoint-url.ts';
import type { SearchProtocol } from '../search-engine.ts';

const Page = z.object({ title: z.string().nullish(), url: z.string().nullish(), content: z.string().nullish() });
const Answer = z.object({ results: z.array(Page) });

/** docs.tavily.com/documentation/api-reference/endpoint/search */
export const tavily: SearchProtocol = {
  id: 'tavily',
  label: 'Tavily',
  needsApiKey: true,
  defaultBaseUrl: 'https://api.tavily.com',
  request: ({ baseUrl, apiKey = '' }, query, limit) => ({
    method: 'POST',
    url: endpointUrl(baseUrl, '/search'),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, max_results: limit, search_depth: 'basic' }),
  }),
  read: (answer) => Answer.parse(JSON.parse(answer)).results.map(({ title, url, content }) => ({ title, url, snippet: content })),
  statusHints: { 432: 'The plan of this API key is used up.', 433: 'The limit of this API key is reached.' },
};
