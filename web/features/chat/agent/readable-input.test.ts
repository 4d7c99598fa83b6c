import { expect, test } from 'vitest';
import { readableInput } from './readable-input.ts';

test('the arguments of a call are read as words, and what is no JSON as it is', () => {
  expect(readableInput('{"expression":"37593 * 67"}')).toBe('37593 * 67');
  expect(readableInput('{"query":"leave","knowledgeBases":["a","b"]}')).toBe('query: leave; knowledgeBases: ["a","b"]');
  expect(readableInput('{"expression": 37593 *')).toBe('{"expression": 37593 *');
  expect(readableInput('[1,2]')).toBe('[1,2]');
});
