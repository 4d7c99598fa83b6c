import { analyze } from '../../platform/text/terms.ts';

/** What stands between a piece of text and the one before it. */
export type TopicShift = {
  /** Of the words on either side, 0..1. */
  similarity: number;
  isNewTopic: boolean;
};

/** Pieces on either side whose words are compared. */
const windowPieces = 3;
/** A peak of similarity is looked for no further away than this. */
const peakReach = 10;

type Vector = ReadonlyMap<string, number>;

/**
 * Where a text turns to something else, as TextTiling (Hearst, 1997) finds it: in the valleys of the similarity of neighbouring words
 * that are deeper than most. A heading always begins a topic, and what follows a heading belongs to it.
 */
export function topicShifts(pieces: readonly { text: string; isHeading: boolean }[]): TopicShift[] {
  const vectors = pieces.map(({ text }) => vectorOf(text));
  const similarities = pieces.map(({ isHeading }, index) => {
    if (index === 0 || pieces[index - 1]!.isHeading) return 1;
    if (isHeading) return 0;
    return cosine(sum(vectors.slice(Math.max(0, index - windowPieces), index)), sum(vectors.slice(index, index + windowPieces)));
  });
  const depths = similarities.map((similarity, index) => depthOf(similarities, similarity, index));
  const mean = depths.reduce((total, depth) => total + depth, 0) / depths.length;
  const deviation = Math.sqrt(depths.reduce((total, depth) => total + (depth - mean) ** 2, 0) / depths.length);
  return similarities.map((similarity, index) => {
    const afterHeading = index > 0 && pieces[index - 1]!.isHeading;
    return { similarity, isNewTopic: !afterHeading && (pieces[index]!.isHeading || (depths[index]! > 0 && depths[index]! >= mean + deviation)) };
  });
}

function vectorOf(text: string): Vector {
  const counts = new Map<string, number>();
  for (const { text: term, kind } of analyze(text)) {
    if (kind !== 'character') counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function sum(vectors: readonly Vector[]): Vector {
  const total = new Map<string, number>();
  for (const vector of vectors) {
    for (const [term, count] of vector) total.set(term, (total.get(term) ?? 0) + count);
  }
  return total;
}

function cosine(a: Vector, b: Vector): number {
  let product = 0;
  for (const [term, count] of a) product += count * (b.get(term) ?? 0);
  return product === 0 ? 0 : product / (lengthOf(a) * lengthOf(b));
}

function lengthOf(vector: Vector): number {
  let squares = 0;
  for (const count of vector.values()) squares += count ** 2;
  return Math.sqrt(squares);
}

/** How far below the nearest peaks on both sides. */
function depthOf(similarities: readonly number[], similarity: number, index: number): number {
  const peak = (step: 1 | -1) => {
    let highest = similarity;
    for (let at = index + step; Math.abs(at - index) <= peakReach && (similarities[at] ?? -1) >= highest; at += step) highest = similarities[at]!;
    return highest;
  };
  return peak(-1) + peak(1) - 2 * similarity;
}
