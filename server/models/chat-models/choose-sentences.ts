import { findAnswerType, holdsAnswerType } from '../../platform/text/answer-type.ts';
import { type QueryTerm, understand } from '../../platform/text/query.ts';
import { analyze } from '../../platform/text/terms.ts';
import type { Passage } from '../chat-model.ts';
import { type QuotableUnit, quotableUnits } from './quotable-units.ts';

/** A sentence or table row of a passage; `start` is its place there. */
export type ChosenSentence = QuotableUnit & { passage: Passage; score: number };

type Sentence = Omit<ChosenSentence, 'score'> & { terms: ReadonlySet<string> };

/** By measurement (retrieval recipe, section 4). A passage counts by the logarithm of its odds, in which scores do not crowd near 1. */
const passageWeight = 0.125;
const answerTypeWeight = 0.15;
const certainty = 1e-6;

function logOdds(score: number): number {
  const bounded = Math.min(1 - certainty, Math.max(certainty, score));
  return Math.log(bounded / (1 - bounded));
}

function sentencesOf(passage: Passage): Sentence[] {
  return quotableUnits(passage.text).map((unit) => ({ ...unit, passage, terms: new Set(analyze(unit.text).map((term) => term.text)) }));
}

/** What each term of the question tells among these sentences: its weight times its rarity. */
function termValues(terms: readonly QueryTerm[], sentences: readonly Sentence[]): Map<string, number> {
  return new Map(
    terms.map((term) => {
      const holding = sentences.filter((sentence) => sentence.terms.has(term.text)).length;
      return [term.text, term.weight * Math.log(1 + (sentences.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
}

/** The sentences that answer the question best, best first: by the share of the question they hold, their passage, and the kind of answer. */
export function chooseSentences(question: string, passages: readonly Passage[], limit: number): ChosenSentence[] {
  const sentences = passages.flatMap(sentencesOf);
  const values = termValues(understand(question).terms, sentences);
  const total = [...values.values()].reduce((sum, value) => sum + value, 0) || 1;
  const type = findAnswerType(question);
  const scored = sentences.map(({ terms, ...unit }) => {
    let found = 0;
    for (const [term, value] of values) if (terms.has(term)) found += value;
    const kind = type === undefined ? 0.5 : Number(holdsAnswerType(unit.text, type));
    return { ...unit, score: found / total + passageWeight * logOdds(unit.passage.score) + answerTypeWeight * kind };
  });
  return scored.sort((left, right) => right.score - left.score).slice(0, limit);
}
