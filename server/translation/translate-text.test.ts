import { expect, test } from 'vitest';
import { piecesOf, translateText } from './translate-text.ts';
import type { Translator } from './translator.ts';

const direction = { from: 'en', to: 'zh' } as const;
const never = new AbortController().signal;
/** What it was given, and what it makes of it. */
function translatorThat(change: (text: string) => string): Translator & { given: string[] } {
  const given: string[] = [];
  return { given, translate: async (text) => (given.push(text), change(text)) };
}
const translate = (translator: Translator, text: string) => translateText(translator, text, direction, never);

test('citations, numbers, code and addresses survive a translator that changes every word of the other language', async () => {
  const text = 'Leave is 15 days [1], 2.5% more since 2026-03-01 [12].\n\nRun `npm run kb -- 3`:\n```\nrows[2] = "days"\n```\nSee https://example.org/a?b=1.';
  const translator = translatorThat((piece) => piece.replace(/[a-z]+/gi, '字').replaceAll('[', '【').replaceAll(']', '】'));
  expect(await translate(translator, text)).toBe(
    '字 字 15 字 [1], 2.5% 字 字 2026-03-01 [12].\n\n字 `npm run kb -- 3`:\n```\nrows[2] = "days"\n```\n字 https://example.org/a?b=1.',
  );
  expect(translator.given.join()).not.toMatch(/15|npm|https/);
});

test('marks may change their order, and white space around pieces stays', async () => {
  const translator = translatorThat((piece) => ` ${piece.split(' ').reverse().join(' ')}\n`);
  expect(await translate(translator, '  for 3 days [1]\n\n')).toBe('  [1] days 3 for\n\n');
});

test.each([
  ['loses a number', (text: string) => text.replace('[1]', 'one')],
  ['makes one up', (text: string) => `${text} [9]`],
  ['says nothing', () => ' '],
])('a translation that %s is none', async (_what, change) => {
  await expect(translate(translatorThat(change), 'It takes 5 days.')).rejects.toMatchObject({ code: 'provider_failed' });
});

test('what holds no words is not translated at all', async () => {
  const translator = translatorThat(() => 'x');
  expect(await translate(translator, '42 [1]\n```\ncode\n```\n')).toBe('42 [1]\n```\ncode\n```\n');
  expect(translator.given).toEqual([]);
});

test('long texts go piece by piece, no sentence cut, nothing lost', async () => {
  const text = Array.from({ length: 400 }, (_, index) => `Sentence ${'word '.repeat(index % 30)}ends here. 句子在这里。`).join('\n');
  const pieces = piecesOf(text);
  expect(pieces.join('')).toBe(text);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1_500);
  expect(pieces.every((piece) => /[\n。 ]$/.test(piece))).toBe(true);
  await expect(translate(translatorThat((piece) => piece), 'word '.repeat(20_000))).rejects.toMatchObject({ code: 'too_large' });
});
