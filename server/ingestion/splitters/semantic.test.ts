import { expect, test } from 'vitest';
import { documentOf, heading, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { semanticSplitter } from './semantic.ts';

const boats = 'The boat left the harbour at dawn. A second boat followed the first boat. The harbour lights went out behind the boat. The crew of the boat waved to the harbour.';
const taxes = 'Income tax is due in April. The tax office checks every income. A late tax return costs interest. The tax on income rises each year.';

test('a chunk ends where the words change, though more would fit', () => {
  const document = documentOf([paragraph(`${boats} ${taxes}`)]);
  expect(textsOf(document, semanticSplitter.split(document, { chunkSize: 250, chunkOverlap: 0 }))).toEqual([boats, taxes]);
});

test('a heading begins a chunk and is not left alone at the end of one', () => {
  const document = documentOf([paragraph(boats), heading('Taxes', 1), paragraph(taxes)]);
  expect(textsOf(document, semanticSplitter.split(document, { chunkSize: 400, chunkOverlap: 0 }))).toEqual([boats, `Taxes\n\n${taxes}`]);
});
