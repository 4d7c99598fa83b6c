import type { AnalyzedPassage } from './passage.ts';

/** Share of its terms that one passage may have and the other not. */
const toleratedDifference = 0.05;

/** Whether nearly every term of one passage stands in the other. Forms differ in their figures alone, so every number must. */
function nearlyWithin(inner: AnalyzedPassage, outer: AnalyzedPassage): boolean {
  let missing = 0;
  for (const [term, count] of inner.frequencies) {
    const difference = count - (outer.frequencies.get(term) ?? 0);
    if (difference <= 0) continue;
    missing += difference;
    if (missing > toleratedDifference * inner.termTotal || /^\d/.test(term)) return false;
  }
  return true;
}

function areDuplicates(left: AnalyzedPassage, right: AnalyzedPassage): boolean {
  return nearlyWithin(left, right) && nearlyWithin(right, left);
}

/** Every candidate that says the same as a better one. Candidates come best first. */
export function findDuplicates<Candidate extends { analyzed: AnalyzedPassage }>(candidates: readonly Candidate[]): Set<Candidate> {
  const kept: Candidate[] = [];
  const duplicates = new Set<Candidate>();
  for (const candidate of candidates) {
    if (kept.some((better) => areDuplicates(better.analyzed, candidate.analyzed))) duplicates.add(candidate);
    else kept.push(candidate);
  }
  return duplicates;
}
