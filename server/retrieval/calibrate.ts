import { elsewhereEvidence } from './evidence.ts';

/** The evidence a passage of no relevance has, for the places of rivals that a small knowledge base has not got. */
const idleEvidence = 0.15;
const rivalCount = 5;

/** Confidence at which 95 of 100 answerable questions pass, and how steeply the score turns there; both measured over four question sets. */
const refusalConfidence = 0.583;
const steepness = 8;

type Weighed = { evidence: number; passage: { documentId: string }; features?: { elsewhere?: number } };

/** The best evidence of each document, best first. That the question names another is held against it as an answer, not as a rival. */
function bestPerDocument(candidates: readonly Weighed[]): number[] {
  const best = new Map<string, number>();
  for (const { evidence, passage, features } of candidates) {
    const own = evidence - elsewhereEvidence(features?.elsewhere);
    best.set(passage.documentId, Math.max(own, best.get(passage.documentId) ?? 0));
  }
  return [...best.values()].sort((left, right) => right - left);
}

/**
 * Makes the scale of one question: evidence in, score from 0 to 1 out. A passage is judged by its own evidence and by how
 * far it stands out from the documents after the best, because evidence alone drifts with the size and mixture of a
 * knowledge base (retrieval recipe, section 3). A score of 0.5 is where refusing begins.
 */
export function calibrate(candidates: readonly Weighed[]): (evidence: number) => number {
  const [, ...others] = bestPerDocument(candidates);
  const rivals = [...others, ...Array<number>(rivalCount).fill(idleEvidence)].slice(0, rivalCount);
  const crowd = rivals.reduce((sum, rival) => sum + rival, 0) / rivalCount;
  return (evidence) => 1 / (1 + Math.exp(-steepness * (evidence + (evidence - crowd) - refusalConfidence)));
}
