import { expect, test } from 'vitest';
import { createCitationFilter } from './citations.ts';

/** The answer as it comes out, whatever pieces it came in. */
function filtered(text: string, sourceCount = 3): string {
  const results = [1, 2, 3, 7, 1000].map((size) => {
    const filter = createCitationFilter(sourceCount);
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
  });
  expect(new Set(results).size).toBe(1);
  return results[0]!;
}

test.each([
  ['15 days [1].', '15 days [1].'],
  ['a [1, 2] b [1-3] c', 'a [1][2] b [1][2][3] c'],
  ['十五天【1】。另见【2†source】，[来源3]。', '十五天[1]。另见[2]，[3]。'],
  ['as told [^2] and [Passage 3]', 'as told [2] and [3]'],
  ['one [1][2] two', 'one [1][2] two'],
])('citations take one form: %j becomes %j', (text, expected) => {
  expect(filtered(text)).toBe(expected);
});

test.each([
  ['Paris [9].', 'Paris.'],
  ['a [0] b', 'a b'],
  ['a [2, 9] b', 'a [2] b'],
  ['a [1-900] b', 'a [1][2][3] b'],
])('numbers without a source vanish: %j becomes %j', (text, expected) => {
  expect(filtered(text)).toBe(expected);
});

test.each([
  'see `list[9]` and [link](http://x/a[b])',
  '```js\nrow[9] = col[8];\n```\nthen [1]',
  '【注意】 and [note] and [ ] and [x]',
  'open [ bracket\nand [9 more words that never close',
  'trailing blanks   ',
  '```\na``[9]`[9]\n``` end',
  'a ` stray backtick\n\nthen [1]',
])('everything else stays: %j', (text) => {
  expect(filtered(text)).toBe(text);
});

test('a citation after an unclosed backtick of an earlier paragraph is still checked', () => {
  expect(filtered('a ` stray\n\nthen [9].')).toBe('a ` stray\n\nthen.');
});

test('text that cannot become a citation is passed on at once', () => {
  expect(createCitationFilter(1).push('Fifteen days')).toBe('Fifteen days');
});
