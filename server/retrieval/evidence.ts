import type { Features } from './features.ts';

/** Hand-set by measurement over Chinese and English questions (retrieval recipe, sections 0 and 1); learned weights did not transfer. */
const featureWeights: Readonly<Record<Exclude<keyof Features, 'elsewhere'>, number>> = {
  bm25: 1,
  sentence: 0.1,
  window: 0.1,
  proximity: 0.1,
  numbers: 0.1,
  fuzzy: 0.05,
  title: 0.1,
  missingNames: -0.1,
  answerType: 0.02,
};

/** What words tell about a passage, about 0 to 1.6. */
export function keywordEvidence(features: Features): number {
  return Object.entries(featureWeights).reduce((sum, [name, weight]) => sum + weight * features[name as keyof Features], 0);
}

/** Enough to bring what the named document says before what others say in more of the same words (retrieval-filings, section 2: as good as leaving the others out). */
const elsewhereWeight = -0.3;

export function elsewhereEvidence(elsewhere = 0): number {
  return elsewhereWeight * elsewhere;
}

/**
 * Cosines of different models lie in different ranges, so a similarity counts by how far it stands out from the similarity
 * that passages of no relevance have: the median of what the index returned. Where there are few, this stands for the rest.
 */
const assumedSimilarity = 0.75;
const backgroundSize = 10;

export function backgroundSimilarity(similarities: readonly number[]): number {
  const padding = Array<number>(Math.max(0, backgroundSize - similarities.length)).fill(assumedSimilarity);
  const sorted = [...similarities, ...padding].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** What a similarity just above the background is taken for: chance. */
const chanceShare = 0.1;
/** Makes the best passage of a good model pass the threshold without one word in common. */
const semanticWeight = 0.8;

/** What meaning tells about a passage, 0 to semanticWeight, by the quality of the model. Never below 0: it cannot lower a result. */
export function semanticEvidence(similarity: number | undefined, background: number, quality: number): number {
  if (similarity === undefined || background >= 1) return 0;
  const standout = (similarity - background) / (1 - background);
  return quality * semanticWeight * Math.max(0, standout - chanceShare);
}

/** What a passage gains from the best other passage of its document; more begins to hurt (retrieval recipe, section 1). */
const siblingWeight = 0.1;

type Weighed = { evidence: number; passage: { documentId: string } };

export function siblingEvidence(candidates: readonly Weighed[]): number[] {
  return candidates.map((candidate) => {
    const siblings = candidates.filter((other) => other !== candidate && other.passage.documentId === candidate.passage.documentId);
    return siblingWeight * Math.max(0, ...siblings.map((sibling) => sibling.evidence));
  });
}
