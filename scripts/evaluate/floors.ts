export type Measure = 'hit@1' | 'hit@5' | 'hit@10' | 'MRR@10' | 'nDCG@10' | 'all@5' | 'precision@5' | 'quoted' | 'kept' | 'refused' | 'near-miss';

type Floors = Partial<Record<Measure, number>>;

/** What plain BM25 over whole passages reaches, and for `quoted` the best sentence coverage; nothing may fall below. */
export const setFloors: Readonly<Record<string, Floors>> = {
  'xquad-en': { 'hit@1': 92.1, 'hit@5': 98.4, quoted: 91 },
  'xquad-zh': { 'hit@1': 93.1, 'hit@5': 98.7, quoted: 90 },
  'cmrc2018-zh': { 'hit@1': 98.6, 'hit@5': 99.8, quoted: 82 },
  'drcd-zh-hant': { 'hit@1': 93, 'hit@5': 98.8, quoted: 89 },
  'cranfield-en': { 'nDCG@10': 0.375 },
  financebench: { 'hit@5': 20.9, 'hit@10': 29.9 },
  sec10q: { 'all@5': 52, 'precision@5': 28 },
};

/** What term coverage reaches, with one threshold for all sets that keeps 95 % of the answerable questions. */
export const meanFloors: Floors = { refused: 85.8, 'near-miss': 68.7 };
