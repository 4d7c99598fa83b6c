import { expect, test } from 'vitest';
import { splitterIds } from '#contracts/splitting';
import { countTokens } from '../platform/tokens.ts';
import { splitters } from './splitters/index.ts';
import { itBehavesLikeATextSplitter } from './text-splitter.suite.ts';

for (const splitter of splitters.list()) {
  if (splitter.id === 'token') itBehavesLikeATextSplitter(splitter, countTokens, 4);
  else itBehavesLikeATextSplitter(splitter, (text) => text.length, 2);
}

test('every splitter can be chosen, and nothing else', () => {
  expect(splitters.ids()).toEqual([...splitterIds]);
});
