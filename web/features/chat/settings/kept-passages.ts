import type { RetrievalTrace } from '#contracts/search';

/** How many of a question's passages other limits would keep. Duplicates are never kept. */
export function countKept(trace: RetrievalTrace, limits: { topK: number; scoreThreshold: number }): { kept: number; total: number } {
  const distinct = trace.candidates.filter(({ dropped }) => dropped !== 'duplicate');
  const passing = distinct.filter(({ score }) => score >= limits.scoreThreshold);
  return { kept: Math.min(limits.topK, passing.length), total: distinct.length };
}
