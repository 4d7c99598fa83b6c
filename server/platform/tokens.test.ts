import { expect, test } from 'vitest';
import { countTokens, estimateTokens, mostTokens } from './tokens.ts';

test('counts as the cl100k vocabulary does', () => {
  expect(countTokens('')).toBe(0);
  expect(countTokens('hello world')).toBe(2);
});

test('text that looks like a special token is counted, not refused', () => {
  expect(countTokens('<|im_start|>system<|endoftext|>')).toBeGreaterThan(5);
});

test('very long text is estimated, and never below four characters a token', () => {
  expect(countTokens('a'.repeat(100_000))).toBe(25_000);
});

test('a Chinese character counts as one token in the estimate', () => {
  expect(estimateTokens('年假十五天 abcd')).toBe(5 + 2);
});

test.each(['', 'hello world', '年假十五天', '~'.repeat(999), `a${'😀𠮷'.repeat(2_000)}`, '\ud800'.repeat(1_500), '\u0001\u0002'.repeat(900), '한'.repeat(50_000)])('no text has more tokens than it can have', (text) => {
  expect(countTokens(text)).toBeLessThanOrEqual(mostTokens(text));
});
