import { expect, test } from 'vitest';
import { understand } from './query.ts';

const weightOf = (text: string, term: string) => understand(text).terms.find((each) => each.text === term)?.weight;

test('what touches a Chinese question phrase tells less than the subject, but is kept', () => {
  const question = '青石桥是谁修的？';
  expect(weightOf(question, '石桥')).toBe(1);
  expect(weightOf(question, '是谁')).toBeCloseTo(0.3);
  expect(weightOf(question, '桥')).toBe(0.5);
});

test('English question words are left out', () => {
  expect(understand('How many books may I borrow?').terms.map((term) => term.text)).toEqual(['book', 'borrow']);
});

test('a term counts once, however often it is asked for', () => {
  expect(understand('tin tin tin').terms).toHaveLength(1);
  expect(understand('tin tin tin').sequence).toHaveLength(3);
});

test.each([
  ['When was it built?', 'time'],
  ['桥是哪一年建的？', 'time'],
  ['How many arches are there?', 'number'],
  ['一共有多少個桥洞？', 'number'],
  ['Why was it closed?', 'reason'],
  ['為什麼關閉？', 'reason'],
  ['Who built it?', 'person'],
  ['桥在哪里？', 'place'],
  ['What is a bridge?', undefined],
])('"%s" asks for %s', (question, type) => {
  expect(understand(question).answerType).toBe(type);
});

test('names are capitalised words inside a sentence, and Latin words inside Chinese', () => {
  expect([...understand('Which team did Peyton Manning join?').names]).toEqual(['peyton', 'man']);
  expect([...understand('谁赢得了Ekstraklasa锦标赛？').names]).toEqual(['ekstraklasa']);
  expect([...understand('Where is it? Who owns it?').names]).toEqual([]);
});

test('an endless question is cut', () => {
  expect(understand('word '.repeat(1000)).sequence.length).toBeLessThan(1000);
});

test('a question of nothing but function words has no terms', () => {
  expect(understand('What is it?').terms).toEqual([]);
});
