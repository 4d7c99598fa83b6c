import type { AnalyzedPassage } from './passage.ts';

/** Share of terms in common above which two passages say the same. */
const duplicateOverlap = 0.95;

type Counts = ReadonlyMap<string, number>;

/** Jaccard coefficient of the passages' terms with their frequencies. */
function overlap(left: Counts, right: Counts): number {
  let shared = 0;
  let all = 0;
  for (const [term, count] of left) {
    const other = right.get(term) ?? 0;
    shared += Math.min(count, other);
    all += Math.max(count, other);
  }
  for (const [term, count] of right) if (!left.has(term)) all += count;
  return all === 0 ? 1 : shared / all;
}

function haveSameNumbers(left: Counts, right: Counts): boolean {
  const numbersOf = (counts: Counts) => [...counts].filter(([term]) => /^\d/.test(term));
  const [first, second] = [numbersOf(left), numbersOf(right)];
  return first.length === second.length && first.every(([number, count]) => right.get(number) === count);
}

/** Forms differ in their figures alone, so passages with other numbers are never duplicates. */
function areDuplicates(left: AnalyzedPassage, right: AnalyzedPassage): boolean {
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  if (shorter.length < duplicateOverlap * longer.length) return false;
  return haveSameNumbers(left.frequencies, right.frequencies) && overlap(left.frequencies, right.frequencies) >= duplicateOverlap;
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
