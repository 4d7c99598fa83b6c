import { expect, test } from 'vitest';
import { pathMatcher } from './path-pattern.ts';

test.each([
  ['*.bak', 'notes.bak', true],
  ['*.bak', 'deep/er/notes.BAK', true],
  ['*.bak', 'notes.bak.txt', false],
  ['drafts', 'drafts/one.md', true],
  ['drafts', 'final/drafts/one.md', true],
  ['/drafts', 'final/drafts/one.md', false],
  ['a/*.md', 'a/b.md', true],
  ['a/*.md', 'a/b/c.md', false],
  ['a/**/c.md', 'a/c.md', true],
  ['a/**/c.md', 'a/b/b/c.md', true],
  ['第?章.txt', '第一章.txt', true],
  ['a+(b).txt', 'a+(b).txt', true],
  ['a.c', 'abc', false],
])('%s leaves out %s: %s', (pattern, path, isMatched) => {
  expect(pathMatcher([pattern])(path)).toBe(isMatched);
});

test('a pattern of many stars is decided at once', () => {
  expect(pathMatcher([`${'*a'.repeat(20)}b`])(`${'a'.repeat(40)}c`)).toBe(false);
});
