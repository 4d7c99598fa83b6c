import type { RetrievalTrace, TraceCandidate } from '#contracts/search';

const offered = 3;
/** A passage scored lower has next to nothing to do with the question: no threshold is suggested for its sake. */
const lowestUsefulScore = 0.15;

/** The best of the passages that were not used. */
export function nearestPassages(trace: RetrievalTrace): TraceCandidate[] {
  return trace.candidates
    .filter(({ dropped }) => dropped !== 'duplicate')
    .sort((a, b) => b.score - a.score)
    .slice(0, offered);
}

/** The highest threshold, in hundredths, that would have kept a passage; undefined when lowering it would not help. */
export function thresholdToKeepOne(trace: RetrievalTrace): number | undefined {
  const best = Math.max(0, ...nearestPassages(trace).map(({ score }) => score));
  const threshold = Math.floor(best * 100) / 100;
  return threshold >= lowestUsefulScore && threshold < trace.scoreThreshold ? threshold : undefined;
}
