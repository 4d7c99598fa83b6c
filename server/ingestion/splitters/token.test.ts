import { expect, test } from 'vitest';
import { countTokens } from '../../platform/tokens.ts';
import { documentOf, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { tokenSplitter } from './token.ts';

const document = documentOf([paragraph('The committee met again on Tuesday afternoon. '.repeat(60).trim()), paragraph('委员会在星期二下午再次开会讨论预算。'.repeat(40))]);

test('chunks are counted in tokens, and filled with whole sentences', () => {
  const texts = textsOf(document, tokenSplitter.split(document, { chunkSize: 100, chunkOverlap: 0 }));
  for (const text of texts) expect(countTokens(text)).toBeLessThanOrEqual(100);
  for (const text of texts.slice(0, -1)) expect(countTokens(text)).toBeGreaterThan(70);
  expect(texts.every((text) => /[.。]$/.test(text))).toBe(true);
  expect(texts[0]!.length).toBeGreaterThan(300);
});

test('the overlap is counted in tokens', () => {
  const chunks = tokenSplitter.split(document, { chunkSize: 100, chunkOverlap: 30 });
  const repeated = chunks.slice(1).map((chunk, index) => countTokens(document.text.slice(chunk.start, chunks[index]!.end)));
  expect(Math.max(...repeated)).toBeLessThanOrEqual(30);
  expect(repeated.filter((tokens) => tokens > 0).length).toBeGreaterThan(repeated.length / 2);
});
