import { expect, test } from 'vitest';
import { lastSentenceEnd, plainText, withoutCitations } from './plain-text.ts';
import { textWithSources } from './text-with-sources.ts';

test('sentences end at marks of both languages, decimals do not end one', () => {
  expect(lastSentenceEnd('第一句。第二')).toBe(4);
  expect(lastSentenceEnd('It is 3.5 per')).toBe(0);
  expect(lastSentenceEnd('Done. And')).toBe(5);
});

test('what is read aloud has no signs of Markdown', () => {
  expect(plainText('## Title\n- **Eight** days [1], see [the page](https://example.com) `now`')).toBe(
    'Title\nEight days, see the page now',
  );
});

test('copies are without citations, or with the places they stand for', () => {
  expect(withoutCitations('Eight days [1][2].')).toBe('Eight days.');
  const source = {
    number: 1,
    chunkId: 'c',
    documentId: 'd',
    documentName: 'handbook.pdf',
    knowledgeBaseId: 'k',
    text: '',
    score: 1,
    page: 3,
    start: 0,
    end: 1,
    heading: 'Leave',
  };
  const words = { sources: 'Sources', page: (page: number) => `p. ${page}` };
  expect(textWithSources({ text: 'Eight days [1].', sources: [source] }, words)).toBe(
    'Eight days [1].\n\nSources:\n\n[1] handbook.pdf, p. 3, Leave\n',
  );
});
