import { expect, test } from 'vitest';
import { normalize } from './normalize.ts';
import { toSimplified } from './traditional.ts';

test('width, case and accents are levelled', () => {
  expect(normalize('ＡＢＣ Ünïcödé ﬁ')).toBe('abc unicode fi');
});

test('commas between groups of digits go, other commas stay', () => {
  expect(normalize('1,234,567 and 1,23')).toBe('1234567 and 1,23');
});

test('traditional text becomes simplified, character by character', () => {
  expect(toSimplified('國際動物命名規約由國際生物學會負責修訂和解釋')).toBe('国际动物命名规约由国际生物学会负责修订和解释');
});

test('simplified text stays as it is', () => {
  const text = '青石桥位于云溪镇东门外，建于明朝，著名的石匠周守义主持修造。';
  expect(toSimplified(text)).toBe(text);
});

test('Hangul stays composed', () => {
  expect(normalize('한국어')).toBe('한국어');
});
