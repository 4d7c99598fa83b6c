import { z } from 'zod';
import { endpointUrl } from '../endpoint-url.ts';
import type { SearchProtocol } from '../search-engine.ts';

const Page = z.object({ title: z.string().nullish(), url: z.string().nullish(), text: z.string().nullish() });
const Answer = z.object({ results: z.array(Page) });
/** Enough of a page to find the passage in it that answers. */
const textMaxChars = 8_000;
const snippetChars = 400;

/** The former Metaphor: exa.ai/docs/reference/search. It sends the text of the pages along. */
export const exa: SearchProtocol = {
  id: 'exa',
  label: 'Exa',
  needsApiKey: true,
  defaultBaseUrl: 'https://api.exa.ai',
  request: ({ baseUrl, apiKey = '' }, query, limit) => ({
    method: 'POST',
    url: endpointUrl(baseUrl, '/search'),
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ query, numResults: limit, contents: { text: { maxCharacters: textMaxChars } } }),
  }),
  read(answer) {
    const { results } = Answer.parse(JSON.parse(answer));
    return results.map(({ title, url, text }) => ({ title, url, snippet: text?.slice(0, snippetChars), text }));
  },
};
