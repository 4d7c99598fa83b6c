import { z } from 'zod';
import { askService, baseUrlOption, statusProblem } from '../ask-service.ts';
import { plainLine } from '../../search-engines/plain-text.ts';
import { defineTool, type FoundPassage } from '../tool.ts';

const papersLimit = 5;
const summaryChars = 2_000;
const address = /^https?:\/\/\S{1,300}$/;

const contentOf = (entry: string, element: string) => plainLine(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`).exec(entry)?.[1] ?? '');

/** Entries of an Atom feed, as info.arxiv.org/help/api/user-manual describes it. */
function readPapers(feed: string): FoundPassage[] {
  const entries = [...feed.matchAll(/<entry\b[^>]*>([^]*?)<\/entry>/g)].slice(0, papersLimit).map((match) => match[1]!);
  return entries.flatMap((entry) => {
    const url = contentOf(entry, 'id');
    if (!address.test(url) || url.includes('/api/errors')) return [];
    const authors = [...entry.matchAll(/<name>([^<]*)<\/name>/g)].map((match) => plainLine(match[1]!));
    const published = contentOf(entry, 'published').slice(0, 10);
    const text = `${authors.slice(0, 10).join(', ')} (${published}). ${contentOf(entry, 'summary')}`.slice(0, summaryChars);
    const title = contentOf(entry, 'title');
    return [{ chunkId: '', documentId: '', knowledgeBaseId: '', documentName: title, url, text, score: 1, start: 0, end: text.length }];
  });
}

/** A paper by its id, or those that have all the words. */
function queryFor(text: string): Record<string, string> {
  if (/^\d{4}\.\d{4,5}(v\d+)?$/.test(text)) return { id_list: text };
  const words = text.replace(/[":()]/g, ' ').trim().split(/\s+/);
  return { search_query: words.map((word) => `all:${word}`).join(' AND ') };
}

export const arxiv = defineTool({
  id: 'arxiv',
  label: 'arXiv',
  description: 'Searches scientific papers on arXiv and gives their titles, authors, dates and abstracts. Search in English.',
  input: z.object({ query: z.string().min(1).max(300).describe('Words to search for, or the id of a paper such as 1706.03762') }),
  textField: 'query',
  options: z.object({ baseUrl: baseUrlOption('https://export.arxiv.org') }),
  defaults: { isOn: false, needsApproval: false },
  async run({ query }, { endpoints, options, signal }) {
    const request = { baseUrl: options.baseUrl!, path: '/api/query', query: { ...queryFor(query.trim()), max_results: String(papersLimit) } };
    const answer = await askService(endpoints, request, signal);
    if (answer.status !== 200) throw statusProblem('arXiv', answer.status);
    const passages = readPapers(answer.text);
    if (passages.length === 0) return { text: 'arXiv has no such paper.' };
    return { text: `arXiv has ${passages.length} papers.`, found: [{ title: `arXiv: ${query}`, passages }] };
  },
});
