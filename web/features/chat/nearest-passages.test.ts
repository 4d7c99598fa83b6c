import { expect, test } from 'vitest';
import type { RetrievalTrace, TraceCandidate } from '#contracts/search';
import { countKept } from './settings/kept-passages.ts';
import { nearestPassages, thresholdToKeepOne } from './nearest-passages.ts';

const candidate = (score: number, dropped?: TraceCandidate['dropped']): TraceCandidate => ({
  chunkId: String(score),
  documentId: 'd',
  documentName: 'd.txt',
  knowledgeBaseId: 'k',
  preview: '',
  features: {},
  evidence: 0,
  score,
  ...(dropped ? { dropped } : {}),
});
const trace = (...candidates: TraceCandidate[]): RetrievalTrace => ({
  query: '',
  terms: [],
  topK: 5,
  scoreThreshold: 0.5,
  candidates,
  stageMs: {},
});

test('the suggested threshold would keep the best passage', () => {
  const refused = trace(candidate(0.437, 'below-threshold'), candidate(0.2, 'below-threshold'));
  const threshold = thresholdToKeepOne(refused);
  expect(threshold).toBe(0.43);
  expect(countKept(refused, { topK: 5, scoreThreshold: threshold! }).kept).toBe(1);
});

test('no threshold is suggested for passages that have nothing to do with the question', () => {
  expect(thresholdToKeepOne(trace(candidate(0.07, 'below-threshold')))).toBeUndefined();
  expect(thresholdToKeepOne(trace())).toBeUndefined();
});

test('duplicates are neither offered nor counted', () => {
  const found = trace(candidate(0.9), candidate(0.89, 'duplicate'), candidate(0.6));
  expect(nearestPassages(found).map(({ score }) => score)).toEqual([0.9, 0.6]);
  expect(countKept(found, { topK: 1, scoreThreshold: 0 })).toEqual({ kept: 1, total: 2 });
});
