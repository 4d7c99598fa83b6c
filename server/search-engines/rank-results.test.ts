import { expect, test } from 'vitest';
import { passagesOf } from './page-passages.ts';
import { rankResults } from './rank-results.ts';
import type { WebResult } from './search-engine.ts';

const never = new AbortController().signal;
const result = (name: string, snippet: string, text?: string): WebResult => ({ title: name, url: `https://${name}.example/`, snippet, text });
const rank = (results: readonly WebResult[], query: string, topK = 5) => rankResults(passagesOf(results, new Map()), query, topK, never);
const council = 'The council of the town met on Tuesday to speak of the market square and its old trees. '.repeat(10);

test('of a long page the passage that answers comes first, and can be found in its text again', async () => {
  const text = `${council}\n\nThe harbour master is paid 4,200 euros a month.\n\n${council}`;
  const { hits } = await rank([result('news', 'News of the town', council), result('harbour', 'About the harbour', text)], 'How much is the harbour master paid?');
  expect(hits[0]).toMatchObject({ url: 'https://harbour.example/', documentName: 'harbour', documentId: '' });
  expect(hits[0]!.text).toContain('4,200 euros');
  expect(hits[0]!.text).toBe(text.slice(hits[0]!.start, hits[0]!.end));
});

test('Chinese is ranked as well', async () => {
  const { hits } = await rank([result('a', '本市昨天举行了运动会。'), result('b', '正式员工每年享有十五天年假。')], '员工有多少天年假？');
  expect(hits.map(({ documentName }) => documentName)).toEqual(['b', 'a']);
});

test('no page answers alone where others were found', async () => {
  const text = Array.from({ length: 12 }, (_, index) => `Paragraph ${index} tells how the harbour is dredged in year ${index}. ${'It is long work. '.repeat(25)}`).join('\n\n');
  const { hits, trace } = await rank([result('long', '', text), result('short', 'The harbour.')], 'How is the harbour dredged?', 5);
  expect(hits.map(({ documentName }) => documentName).sort()).toEqual(['long', 'long', 'short']);
  expect(trace.candidates.filter(({ dropped }) => !dropped)).toHaveLength(3);
});

test('pages that share no word with the question are kept behind the others, in the order of the engine', async () => {
  const { hits } = await rank([result('one', 'Uno.'), result('two', 'Due.'), result('three', 'The harbour.')], 'harbour');
  expect(hits.map(({ documentName }) => documentName)).toEqual(['three', 'one', 'two']);
});

test('nothing found makes no passage', async () => {
  expect((await rank([], 'harbour')).hits).toEqual([]);
  expect((await rank([result('empty', '')], 'harbour')).hits).toEqual([]);
});
