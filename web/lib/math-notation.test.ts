import { expect, test } from 'vitest';
import { hasSingleDollarMath, looksLikeMath, unifyMathNotation } from './math-notation.ts';

test('sums of money are not formulas', () => {
  expect(looksLikeMath('Revenue rose from $5 million to $6 million')).toBe(false);
  expect(hasSingleDollarMath('from US$5 to A$6')).toBe(false);
});

test('formulas are found in each notation', () => {
  expect(['$$x^2$$', 'so $x^2$ holds', '\\(x\\)', '\\[x\\]'].map(looksLikeMath)).toEqual([true, true, true, true]);
});

test('TeX brackets become dollars of the same length, save in code', () => {
  const text = 'Here \\(x\\), then \\[y\\], and `\\(z\\)`.';
  const unified = unifyMathNotation(text);
  expect(unified).toBe('Here $$x$$, then $$y$$, and `\\(z\\)`.');
  expect(unified).toHaveLength(text.length);
});
