import { expect, test } from 'vitest';
import { splitMarkdown } from './markdown-parts.ts';

const texts = (text: string) => splitMarkdown(text).map((part) => part.text.trim());

test('paragraphs and headings are parts, each knowing where it begins', () => {
  const text = 'One.\n\n## Two\n\nThree 三。\n\n四。';
  const parts = splitMarkdown(text);
  expect(texts(text)).toEqual(['One.', '## Two', 'Three 三。', '四。']);
  expect(parts.every(({ start, text: part }) => text.slice(start, start + part.length) === part)).toBe(true);
  expect(parts.map((part) => part.text).join('')).toBe(text);
});

test('what belongs together stays together', () => {
  expect(texts('- a\n\n- b\n\n  more of b')).toHaveLength(1);
  expect(texts('1. a\n\n2. b')).toHaveLength(1);
  expect(texts('> a\n\n> b')).toHaveLength(1);
});

test('code and formulas are never cut, finished or not', () => {
  expect(texts('```js\na\n\nb\n```\n\nAfter')).toEqual(['```js\na\n\nb\n```', 'After']);
  expect(texts('```js\na\n\nb\n\nc')).toHaveLength(1);
  expect(texts('$$\na\n\nb')).toHaveLength(1);
});
