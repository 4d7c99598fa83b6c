import { renderToStaticMarkup } from 'react-dom/server';
import type { Options } from 'react-markdown';
import { expect, test } from 'vitest';
import { Markdown } from '../components/markdown/markdown.tsx';
import { rehypeCitations } from './citations.ts';
import { rehypeClaimMarks } from './claim-marks.ts';

/** Markdown as the page draws it, with citations as ‹1› and marked claims as {…}, other tags left out. */
function render(text: string, numbers: number[], spans: { start: number; end: number }[] = []): string {
  const plugins = [
    [rehypeClaimMarks, { spans }],
    [rehypeCitations, { numbers: new Set(numbers) }],
  ] as NonNullable<Options['rehypePlugins']>;
  const html = renderToStaticMarkup(<Markdown text={text} rehypePlugins={plugins} />);
  return html
    .replace(/<cite data-number="(\d+)">\d+<\/cite>/g, '‹$1›')
    .replace(/<mark>/g, '{')
    .replace(/<\/mark>/g, '}')
    .replace(/<[^>]+>/g, '')
    .trim();
}

test('numbers of sources become marks, and the space before them goes', () => {
  expect(render('Up to eight days [1]. Until March [1][2].', [1, 2])).toBe('Up to eight days‹1›. Until March‹1›‹2›.');
  expect(render('住宿标准为 600 元 [1，2]。', [1, 2])).toBe('住宿标准为 600 元‹1›‹2›。');
});

test('a number without a source stays text', () => {
  expect(render('See [9] and [1, 9].', [1])).toBe('See [9] and [1, 9].');
});

test('code and links are left alone', () => {
  expect(render('`list[1]` and [1](https://example.com)', [1])).toBe('list[1] and 1');
});

test('marks stand inside emphasis, lists and tables too', () => {
  expect(render('- **eight days [2]**', [2])).toBe('eight days‹2›');
  expect(render('| a | b |\n|---|---|\n| x | y [1] |', [1])).toContain('y‹1›');
});

test('a claim is marked from its first to its last character, over emphasis and citations', () => {
  const text = 'True. This is **not** so [1]. True.';
  const start = text.indexOf('This');
  expect(render(text, [1], [{ start, end: text.indexOf('. True.') + 1 }])).toBe('True. {This is }{not}{ so‹1›.} True.');
});

test('text whose escapes hide its positions is marked as a whole', () => {
  expect(render('It costs 5 \\* 3 dollars', [], [{ start: 3, end: 8 }])).toBe('{It costs 5 * 3 dollars}');
});
