import { z } from 'zod';
import { queryMaxChars } from '#contracts/search';
import { defineTool } from '../tool.ts';

export const webSearch = defineTool({
  id: 'web-search',
  label: 'Web search',
  description: 'Searches the web and gives numbered passages of the pages found, with their links. For what is recent or in no knowledge base.',
  input: z.object({ query: z.string().min(1).max(queryMaxChars).describe('What to search for') }),
  textField: 'query',
  defaults: { isOn: true, needsApproval: false },
  async run({ query }, { webSearch, topK, searchEngine, signal }) {
    const { hits, trace } = await webSearch.search({ query, topK, engine: searchEngine }, signal);
    if (hits.length === 0) return { text: 'The web search found nothing.', traces: [trace] };
    return { text: `The web search found ${hits.length} passages.`, found: [{ title: `Web: ${query}`, passages: hits }], traces: [trace] };
  },
});
