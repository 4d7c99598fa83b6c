import { expect, test } from 'vitest';
import { quotableUnits } from './quotable-units.ts';

const textsOf = (passage: string) => quotableUnits(passage).map(({ text }) => text);

test('prose is quoted by the sentence, and every unit stands where it says', () => {
  const passage = 'Tea is grown here. It is roasted in May.\n\n茶叶五月烘焙。六月出售。';
  expect(textsOf(passage)).toEqual(['Tea is grown here.', 'It is roasted in May.', '茶叶五月烘焙。', '六月出售。']);
  for (const { start, text } of quotableUnits(passage)) expect(passage.slice(start, start + text.length)).toBe(text);
});

test('a row is quoted whole, with all that stands in its cells', () => {
  expect(textsOf('Display | Meaning\nDisplay: E1 | Meaning: Empty. Add water.\nDisplay: E2 | Meaning: Wet.')).toEqual([
    'Display: E1 | Meaning: Empty. Add water.',
    'Display: E2 | Meaning: Wet.',
  ]);
});

test('a row of a Markdown table brings the names of its columns', () => {
  const units = quotableUnits('| 城市 | 标准 |\n| --- | --- |\n| 上海 | 600 元 |\n\n超出部分自理。');
  expect(units.map(({ text, tableHead }) => [text, tableHead])).toEqual([
    ['| 上海 | 600 元 |', '| 城市 | 标准 |\n| --- | --- |'],
    ['超出部分自理。', undefined],
  ]);
});

test('headings answer nothing', () => {
  expect(textsOf('## Holidays\n\nThere are 28 days.')).toEqual(['There are 28 days.']);
});
