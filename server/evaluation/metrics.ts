/** One question asked: the documents found, best first, with what they are worth if they answer (graded relevance, 0 for none). */
export type Ranked = { found: readonly string[]; relevance: ReadonlyMap<string, number> };

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Share of questions with a relevant document among the first k. */
export function hitRate(questions: readonly Ranked[], k: number): number {
  return mean(questions.map(({ found, relevance }) => Number(found.slice(0, k).some((id) => (relevance.get(id) ?? 0) > 0))));
}

/** Share of questions with all that is relevant among the first k. */
export function coverageRate(questions: readonly Ranked[], k: number): number {
  return mean(questions.map(({ found, relevance }) => Number([...relevance.keys()].every((id) => found.slice(0, k).includes(id)))));
}

/** Share of what stands among the first k, each counted once, that is relevant. */
export function precision(questions: readonly Ranked[], k: number): number {
  return mean(
    questions.map(({ found, relevance }) => {
      const shown = [...new Set(found.slice(0, k))];
      return shown.length === 0 ? 0 : shown.filter((id) => (relevance.get(id) ?? 0) > 0).length / shown.length;
    }),
  );
}

/** Mean of 1 over the rank of the first relevant document, 0 where it is not among the first k. */
export function meanReciprocalRank(questions: readonly Ranked[], k = 10): number {
  return mean(
    questions.map(({ found, relevance }) => {
      const index = found.slice(0, k).findIndex((id) => (relevance.get(id) ?? 0) > 0);
      return index === -1 ? 0 : 1 / (index + 1);
    }),
  );
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}

/** Normalized discounted cumulative gain (Järvelin and Kekäläinen, 2002), gains linear in the relevance. */
export function normalizedGain(questions: readonly Ranked[], k = 10): number {
  return mean(
    questions.map(({ found, relevance }) => {
      const ideal = discounted([...relevance.values()].sort((left, right) => right - left).slice(0, k));
      return ideal === 0 ? 0 : discounted(found.slice(0, k).map((id) => Math.max(0, relevance.get(id) ?? 0))) / ideal;
    }),
  );
}

/** Scores of the best passage for questions that can be answered from the documents, and for those that cannot. */
export type ScoreSamples = { answerable: readonly number[]; unanswerable: readonly number[] };

export function shareAtLeast(scores: readonly number[], threshold: number): number {
  return mean(scores.map((score) => Number(score >= threshold)));
}

export function shareBelow(scores: readonly number[], threshold: number): number {
  return mean(scores.map((score) => Number(score < threshold)));
}

/** The highest threshold at which, every set counting alike, at least this share of answerable questions is kept. */
export function commonThreshold(sets: readonly ScoreSamples[], kept = 0.95): number {
  const candidates = [...new Set(sets.flatMap((set) => set.answerable))].sort((left, right) => left - right);
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mean(sets.map((set) => shareAtLeast(set.answerable, candidates[middle]!))) >= kept) low = middle + 1;
    else high = middle;
  }
  return candidates[low - 1] ?? 0;
}
