import { expect, test } from 'vitest';
import { sentenceSpans } from './sentences.ts';

const split = (text: string) => sentenceSpans(text).map(({ start, end }) => text.slice(start, end));

test('English sentences end at their stops', () => {
  expect(split('It rained. Nobody came! Why? We do not know.')).toEqual(['It rained.', 'Nobody came!', 'Why?', 'We do not know.']);
});

test('decimals, abbreviations and initials end nothing', () => {
  expect(split('Mr. J. R. Hale paid 3.5 million to Alder Inc. in the U.S. market, e.g. for tin. He left.')).toEqual([
    'Mr. J. R. Hale paid 3.5 million to Alder Inc. in the U.S. market, e.g. for tin.',
    'He left.',
  ]);
});

test('Chinese sentences need no blank between them', () => {
  expect(split('桥长四十二米。共有五个桥洞！真的吗？是的')).toEqual(['桥长四十二米。', '共有五个桥洞！', '真的吗？', '是的']);
});

test('closing quotes and brackets belong to the sentence', () => {
  expect(split('他说：“走吧。”然后离开。')).toEqual(['他说：“走吧。”', '然后离开。']);
  expect(split('She said "Go." Then she left.')).toEqual(['She said "Go."', 'Then she left.']);
});

test('a line break ends a sentence, a numbered item stays whole', () => {
  expect(split('Heading\n1. First step.\n2. Second step.')).toEqual(['Heading', '1. First step.', '2. Second step.']);
});

test('every visible character is in exactly one sentence', () => {
  const text = ' One. 二。\n\n three… "Four!" 5.5 ';
  expect(split(text).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
});

test('blank text has no sentences', () => {
  expect(split(' \n ')).toEqual([]);
});
