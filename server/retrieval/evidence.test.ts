import { expect, test } from 'vitest';
import { backgroundSimilarity, semanticEvidence, siblingEvidence } from './evidence.ts';

test('models with high and with low cosines are judged alike, by what stands out', () => {
  const high = [0.92, ...Array<number>(20).fill(0.8)];
  const low = [0.68, ...Array<number>(20).fill(0.2)];
  const standout = (similarities: number[]) => semanticEvidence(similarities[0], backgroundSimilarity(similarities), 1);
  expect(standout(high)).toBeCloseTo(standout(low));
  expect(standout(high)).toBeGreaterThan(0.3);
});

test('similarity never lowers a passage, and counts by the quality of its model', () => {
  expect(semanticEvidence(0.1, 0.5, 1)).toBe(0);
  expect(semanticEvidence(undefined, 0.5, 1)).toBe(0);
  expect(semanticEvidence(0.9, 0.5, 0)).toBe(0);
  expect(semanticEvidence(0.9, 0.5, 0.5)).toBeCloseTo(semanticEvidence(0.9, 0.5, 1) / 2);
});

test('among few passages, a similarity has to be high by itself', () => {
  expect(semanticEvidence(0.7, backgroundSimilarity([0.7]), 1)).toBe(0);
  expect(semanticEvidence(0.95, backgroundSimilarity([0.95]), 1)).toBeGreaterThan(0);
});

test('a passage gains from the best other passage of its own document only', () => {
  const of = (evidence: number, documentId: string) => ({ evidence, passage: { documentId } });
  expect(siblingEvidence([of(1, 'a'), of(0.5, 'a'), of(0.8, 'b')]).map((gain) => Math.round(gain * 100) / 100)).toEqual([0.05, 0.1, 0]);
});
