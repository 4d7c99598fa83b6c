/**
 * Langchain-Chatchat keeps a passage whose distance is at most its threshold, and the distance of two vectors of length 1 is
 * |a - b|² = 2 - 2cos. Lectern's score of a passage, calibrated to 0..1, stands where the cosine stands: the distance of a
 * score s is 2 - 2s. So 1 is the score 0.5, 0 the score 1, and what a client keeps by distance is what Lectern keeps by score.
 */
export function distanceOf(similarity: number): number {
  return 2 - 2 * similarity;
}

/** The least score of what lies within a distance. */
export function similarityWithin(distance: number): number {
  return 1 - distance / 2;
}
