import { z } from 'zod';
import { plainLine } from '../../search-engines/plain-text.ts';
import { askService, baseUrlOption, readAnswer, statusProblem } from '../ask-service.ts';
import { defineTool } from '../tool.ts';

const videosLimit = 5;

/** developers.google.com/youtube/v3/docs/search/list */
const Answer = z.object({
  items: z.array(
    z.object({
      id: z.object({ videoId: z.string().regex(/^[\w-]{1,30}$/) }),
      snippet: z.object({ title: z.string(), description: z.string().default(''), channelTitle: z.string().default(''), publishedAt: z.string().default('') }),
    }),
  ),
});

export const youtube = defineTool({
  id: 'youtube',
  label: 'YouTube',
  description: 'Searches videos on YouTube and gives their titles, channels and links.',
  input: z.object({ query: z.string().min(1).max(300).describe('What to search for') }),
  textField: 'query',
  needsApiKey: true,
  options: z.object({ baseUrl: baseUrlOption('https://www.googleapis.com') }),
  defaults: { isOn: false, needsApproval: false },
  async run({ query }, { endpoints, options, apiKey = '', signal }) {
    const asked = { part: 'snippet', type: 'video', maxResults: String(videosLimit), q: query };
    const answer = await askService(endpoints, { baseUrl: options.baseUrl!, path: '/youtube/v3/search', query: asked, headers: { 'x-goog-api-key': apiKey } }, signal);
    if (answer.status !== 200) throw statusProblem('YouTube', answer.status);
    const { items } = readAnswer('YouTube', Answer, answer);
    if (items.length === 0) return { text: 'YouTube has no such video.' };
    const passages = items.map(({ id, snippet }) => {
      const text = `${plainLine(snippet.title)} (${plainLine(snippet.channelTitle)}, ${snippet.publishedAt.slice(0, 10)}). ${plainLine(snippet.description)}`;
      const url = `https://www.youtube.com/watch?v=${id.videoId}`;
      return { chunkId: '', documentId: '', knowledgeBaseId: '', documentName: plainLine(snippet.title), url, text, score: 1, start: 0, end: text.length };
    });
    return { text: passages.map(({ documentName, url }) => `${documentName}: ${url}`).join('\n'), found: [{ title: `YouTube: ${query}`, passages }] };
  },
});
