import { expect, test } from 'vitest';
import { analyze, scriptOf, termCount } from './terms.ts';

const texts = (text: string) => analyze(text).map((term) => term.text);

test('Han text gives every character and every pair of neighbours', () => {
  expect(texts('青石桥')).toEqual(['青', '青石', '石', '石桥', '桥']);
});

test('English words are stemmed, and those that carry no subject left out', () => {
  expect(texts('The connections of a network')).toEqual(['connect', 'network']);
});

test('scripts and digits that touch are split', () => {
  expect(texts('2008年')).toEqual(['2008', '年']);
  expect(texts('iPhone15与AI')).toEqual(['iphon', '15', '与', 'ai']);
});

test('one number has one form', () => {
  expect(texts('1,234,567 ３．５ 12,5')).toEqual(['1234567', '3.5', '12', '5']);
});

test('accents, case, width and traditional characters make no difference', () => {
  expect(texts('Café ＮＡＳＡ')).toEqual(texts('cafe nasa'));
  expect(texts('圖書館')).toEqual(texts('图书馆'));
});

test('kana keep the marks that make them other sounds', () => {
  expect(texts('が')).not.toEqual(texts('か'));
});

test('a possessive is the word itself', () => {
  expect(texts("Kepler's O’Neill")).toEqual(['kepler', 'oneil']);
});

test('left-out words keep their place, so that distances are true', () => {
  expect(analyze('keeper of the light').map(({ text, position }) => [text, position])).toEqual([['keeper', 0], ['light', 3]]);
});

test('the length of a text counts words, numbers and bigrams', () => {
  expect(termCount(analyze('青石桥 built 1595'))).toBe(4);
});

test('the script is the one most of a text is written in', () => {
  expect(scriptOf(analyze('使用 iPhone 的方法和步骤'))).toBe('han');
  expect(scriptOf(analyze('The Chinese name is 青石'))).toBe('latin');
  expect(scriptOf([])).toBe('latin');
});
