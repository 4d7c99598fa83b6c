import { type QueryTerm, understand } from '../platform/text/query.ts';
import { analyze, isQuestionWord } from '../platform/text/terms.ts';

/** What tells what a knowledge base is about. */
export type RouteCandidate = { id: string; name: string; description: string };

/** A knowledge base whose best passage is so much weaker than the best of all holds something else. */
const scoreGap = 0.25;
/** One that is described by less than this share of what the best described is, is described as something else. */
const describedShare = 0.5;
/** Searches at once. */
const searchesAtOnce = 4;

/** The rarity of each term of the question among names and descriptions; those of none tell nothing. */
function termValues(terms: readonly QueryTerm[], described: readonly ReadonlySet<string>[]): Map<string, number> {
  const values = terms.map(({ text, weight }): [string, number] => {
    const holding = described.filter((words) => words.has(text)).length;
    return [text, holding === 0 ? 0 : weight * Math.log(described.length / holding)];
  });
  return new Map(values.filter(([, value]) => value > 0));
}

/** How much of the question each name and description speaks of, from 0 to 1 for the whole of what any of them does. */
function describedBy(question: string, candidates: readonly RouteCandidate[]): number[] {
  const terms = understand(question).terms.filter(({ text, kind }) => kind !== 'character' && !isQuestionWord(text));
  const described = candidates.map(({ name, description }) => new Set(analyze(`${name} ${description}`).map(({ text }) => text)));
  const values = termValues(terms, described);
  const total = [...values.values()].reduce((sum, value) => sum + value, 0) || 1;
  return described.map((words) => [...values].reduce((sum, [text, value]) => sum + (words.has(text) ? value : 0), 0) / total);
}

async function scoresOf<Candidate>(candidates: readonly Candidate[], topScoreOf: (candidate: Candidate) => Promise<number>): Promise<number[]> {
  const scores: number[] = [];
  for (let start = 0; start < candidates.length; start += searchesAtOnce) {
    scores.push(...(await Promise.all(candidates.slice(start, start + searchesAtOnce).map(topScoreOf))));
  }
  return scores;
}

/**
 * The knowledge bases that a question is about: those that hold a passage nearly as good as the best, and, where descriptions
 * tell them apart, are described so or hold a better passage. All of them where no passage passes the threshold.
 * @param topScoreOf score of the best passage for the question, from 0 to 1
 */
export async function routeKnowledgeBases<Candidate extends RouteCandidate>(
  question: string,
  candidates: readonly Candidate[],
  scoreThreshold: number,
  topScoreOf: (candidate: Candidate) => Promise<number>,
): Promise<readonly Candidate[]> {
  if (candidates.length < 2) return candidates;
  const scores = await scoresOf(candidates, topScoreOf);
  const best = Math.max(...scores);
  if (best < scoreThreshold) return candidates;
  const described = describedBy(question, candidates);
  const holds = candidates.map((_candidate, index) => scores[index]! >= Math.max(scoreThreshold, best - scoreGap));
  const mostDescribed = Math.max(...described.filter((_share, index) => holds[index]));
  const isDescribed = candidates.map((_candidate, index) => holds[index]! && described[index]! >= mostDescribed * describedShare);
  const bestDescribed = Math.max(...scores.filter((_score, index) => isDescribed[index]));
  return candidates.filter((_candidate, index) => isDescribed[index] || (holds[index] && scores[index]! > bestDescribed));
}
