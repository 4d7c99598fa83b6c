import { expect, test } from 'vitest';
import { documentOf, heading, paragraph, tableRows, textsOf } from '../../testing/parsed-document-fixture.ts';
import { tableAwareSplitter } from './table-aware.ts';

const rows = Array.from({ length: 12 }, (_, index) => `City: Place ${index} | Visitors: ${1000 + index}`);

test('a table has chunks of its own, of whole rows, each under its header', () => {
  const document = documentOf([paragraph('Before it.'), heading('Visitors', 2), ...tableRows(['City | Visitors', ...rows]), paragraph('After it.')]);
  const chunks = tableAwareSplitter.split(document, { chunkSize: 120, chunkOverlap: 50 });
  const texts = textsOf(document, chunks);
  expect(texts[0]).toBe('Before it.');
  expect(texts[1]).toMatch(/^Visitors\n\nCity \| Visitors\n\nCity: Place 0 /);
  expect(texts.at(-1)).toBe('After it.');
  const later = chunks.slice(2, -1);
  expect(later.length).toBeGreaterThan(2);
  expect(later.every((chunk) => chunk.prefix === 'City | Visitors\n')).toBe(true);
  expect(textsOf(document, later).every((text) => /^City: Place \d+ .*Visitors: \d+$/s.test(text))).toBe(true);
  expect([chunks[0], chunks[1], chunks.at(-1)].map((chunk) => chunk!.prefix)).toEqual([undefined, undefined, undefined]);
});

test('a row too long is cut, with the header over each part', () => {
  const document = documentOf(tableRows(['Name | Note', `Name: A | Note: ${'many words '.repeat(30).trim()}`, 'Name: B | Note: few']));
  const chunks = tableAwareSplitter.split(document, { chunkSize: 100, chunkOverlap: 0 });
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.slice(1).every((chunk) => chunk.prefix === 'Name | Note\n')).toBe(true);
});

test('two tables keep their own headers, and rows of numbers are none', () => {
  const document = documentOf([...tableRows(['A | B', 'x | 1', 'y | 2'], 0), ...tableRows(['1 | 2', '3 | 4', '5 | 6'], 1)], '\n');
  const chunks = tableAwareSplitter.split(document, { chunkSize: 6, chunkOverlap: 0 });
  expect(textsOf(document, chunks)).toEqual(['A | B', 'x | 1', 'y | 2', '1 | 2', '3 | 4', '5 | 6']);
  expect(chunks.map((chunk) => chunk.prefix)).toEqual([undefined, 'A | B\n', 'A | B\n', undefined, undefined, undefined]);
});
