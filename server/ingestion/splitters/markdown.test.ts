import { expect, test } from 'vitest';
import { documentOf, heading, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { markdownSplitter } from './markdown.ts';

const manual = documentOf([
  heading('Manual', 1),
  heading('Install', 2, ['Manual']),
  paragraph('Run it.', { headingPath: ['Manual', 'Install'] }),
  heading('Detail', 5, ['Manual', 'Install']),
  paragraph('Then wait.', { headingPath: ['Manual', 'Install', 'Detail'] }),
  heading('Remove', 2, ['Manual']),
  paragraph('Delete it. '.repeat(12).trim(), { headingPath: ['Manual', 'Remove'] }),
]);

test('a section is a chunk, with the heading above it that has no text; levels below four do not begin one', () => {
  const chunks = markdownSplitter.split(manual, { chunkSize: 800, chunkOverlap: 0 });
  expect(textsOf(manual, chunks)[0]).toBe('Manual\n\nInstall\n\nRun it.\n\nDetail\n\nThen wait.');
  expect(chunks.map((chunk) => chunk.headingPath)).toEqual([['Manual', 'Install'], ['Manual', 'Remove']]);
});

test('a section too large is cut between sentences, and shares no chunk with another', () => {
  const texts = textsOf(manual, markdownSplitter.split(manual, { chunkSize: 80, chunkOverlap: 0 }));
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.slice(1).every((text) => text.endsWith('Delete it.'))).toBe(true);
  expect(texts[1]).toMatch(/^Remove/);
});

test('a section without text stays apart from the next of its level', () => {
  const document = documentOf([heading('Empty', 2), heading('Full', 2), paragraph('Text.')]);
  expect(textsOf(document, markdownSplitter.split(document, { chunkSize: 800, chunkOverlap: 0 }))).toEqual(['Empty', 'Full\n\nText.']);
});
