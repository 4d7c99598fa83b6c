import { expect, test } from 'vitest';
import { calibrate } from './calibrate.ts';
import { elsewhereEvidence } from './evidence.ts';

const of = (...evidences: number[]) => evidences.map((evidence, index) => ({ evidence, passage: { documentId: String(index) } }));

test('more evidence is a higher score, always between 0 and 1', () => {
  const scoreOf = calibrate(of(0.9, 0.3, 0.2));
  const scores = [0, 0.2, 0.3, 0.9, 1.6].map(scoreOf);
  expect(scores).toEqual([...scores].sort((left, right) => left - right));
  expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
});

test('evidence that stands out scores higher than the same evidence in a crowd', () => {
  expect(calibrate(of(0.6, 0.2, 0.2, 0.2, 0.2, 0.2))(0.6)).toBeGreaterThan(calibrate(of(0.6, 0.6, 0.6, 0.6, 0.6, 0.6))(0.6));
});

test('passages of the same document are not rivals', () => {
  const siblings = [0.8, 0.7, 0.7].map((evidence) => ({ evidence, passage: { documentId: 'one' } }));
  expect(calibrate(siblings)(0.8)).toBe(calibrate(of(0.8))(0.8));
});

test('a knowledge base of one document is neither favoured nor punished', () => {
  expect(calibrate(of(0.7))(0.7)).toBeGreaterThan(0.5);
  expect(calibrate(of(0.25))(0.25)).toBeLessThan(0.5);
});

test('a rival is as strong as it would be if the question did not name another document', () => {
  const evidence = 0.6 + elsewhereEvidence(1);
  const named = [{ evidence: 0.6, passage: { documentId: 'named' } }, { evidence, passage: { documentId: 'other' }, features: { elsewhere: 1 } }];
  expect(calibrate(named)(0.6)).toBe(calibrate(of(0.6, 0.6))(0.6));
  expect(calibrate(named)(evidence)).toBeLessThan(calibrate(of(0.6, 0.6))(0.6));
});

test('nothing found, nothing scored high', () => {
  expect(calibrate([])(0)).toBeLessThan(0.5);
});
