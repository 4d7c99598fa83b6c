import { holdsAnswerType } from '../platform/text/answer-type.ts';
import type { AnalyzedPassage, AnalyzedSentence } from './passage.ts';
import type { QueryTerm } from '../platform/text/query.ts';
import { spellingLikeness } from './spelling.ts';
import type { WeightedQuery } from './weights.ts';

/** How a passage agrees with a question, or does not, each from 0 to about 1. */
export type Features = {
  /** BM25 over what a passage repeating every term for ever would get. */
  bm25: number;
  /** Share of the question's value found in the best sentence, and in the best two sentences in a row. */
  sentence: number;
  window: number;
  /** How nearly neighbours in the question are neighbours in a sentence. */
  proximity: number;
  /** Share of the question's numbers; one half when it has none. */
  numbers: number;
  /** Coverage in which words of like spelling count in part. */
  fuzzy: number;
  title: number;
  /** Share of the question's names that neither the passage nor its title holds. */
  missingNames: number;
  /** How little the question names the document, where it names others of that kind. */
  elsewhere: number;
  /** Whether the kind of thing asked for stands in the best sentence, or beside it. */
  answerType: number;
};

/** BM25: K. Spärck Jones, S. Walker, S. E. Robertson (2000); constants by measurement. */
const k1 = 1;
const b = 0.75;
const titleFrequencyWeight = 0.5;
const likeSpelling = 0.5;

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function bm25(query: WeightedQuery, passage: AnalyzedPassage): number {
  const norm = k1 * (1 - b + (b * passage.length) / query.averageLength);
  let score = 0;
  for (const [term, value] of query.values) {
    const frequency = (passage.frequencies.get(term) ?? 0) + titleFrequencyWeight * (passage.contextFrequencies.get(term) ?? 0);
    score += (value * frequency * (k1 + 1)) / (frequency + norm);
  }
  return score / ((k1 + 1) * query.total);
}

function coverageOf(query: WeightedQuery, has: (term: string) => boolean): number {
  let found = 0;
  for (const [term, value] of query.values) if (has(term)) found += value;
  return found / query.total;
}

function fuzzyShare(term: QueryTerm, passage: AnalyzedPassage): number {
  if (passage.frequencies.has(term.text)) return 1;
  if (term.kind === 'bigram') return [...term.text].filter((character) => passage.frequencies.has(character)).length / 4;
  if (term.kind !== 'word' || term.text.length <= 3) return 0;
  let best = 0;
  for (const word of passage.frequencies.keys()) {
    if (word[0] === term.text[0]) best = Math.max(best, spellingLikeness(term.text, word));
  }
  return best > likeSpelling ? best : 0;
}

function fuzzy(query: WeightedQuery, passage: AnalyzedPassage): number {
  return sum(query.terms.map((term) => query.values.get(term.text)! * fuzzyShare(term, passage))) / query.total;
}

/** Neighbouring terms of the question: words that follow each other, and bigrams that share a character. */
function neighbours(query: WeightedQuery): [QueryTerm, QueryTerm][] {
  const sequence = query.sequence.filter((term) => term.kind !== 'character');
  return sequence.slice(1).map((term, index) => [sequence[index]!, term]);
}

function proximity(query: WeightedQuery, passage: AnalyzedPassage): number {
  let found = 0;
  let possible = 0;
  for (const [left, right] of neighbours(query)) {
    const value = Math.min(query.values.get(left.text)!, query.values.get(right.text)!);
    const gap = right.position - left.position;
    let best = 0;
    for (const { positions } of passage.sentences) {
      for (const from of positions.get(left.text) ?? []) {
        for (const to of positions.get(right.text) ?? []) best = Math.max(best, 1 / (1 + Math.abs(to - from - gap)));
      }
    }
    found += value * best;
    possible += value;
  }
  return possible > 0 ? found / possible : 0;
}

function numbers(query: WeightedQuery, passage: AnalyzedPassage): number {
  const asked = query.terms.filter((term) => term.kind === 'number');
  if (asked.length === 0) return 0.5;
  const has = (term: QueryTerm) => passage.frequencies.has(term.text) || passage.contextFrequencies.has(term.text);
  return asked.filter(has).length / asked.length;
}

function missingNames(query: WeightedQuery, passage: AnalyzedPassage): number {
  const named = query.terms.filter((term) => query.names.has(term.text));
  const valueOf = (terms: readonly QueryTerm[]) => sum(terms.map((term) => query.values.get(term.text)!));
  const missing = named.filter((term) => !passage.frequencies.has(term.text) && !passage.contextFrequencies.has(term.text));
  return missing.length === 0 ? 0 : valueOf(missing) / valueOf(named);
}

function answerType(query: WeightedQuery, sentences: readonly AnalyzedSentence[], best: number): number {
  const type = query.answerType;
  if (!type) return 0.5;
  const holds = (index: number) => sentences[index] !== undefined && holdsAnswerType(sentences[index].text, type);
  if (holds(best)) return 1;
  return holds(best - 1) || holds(best + 1) ? 0.7 : 0;
}

export function computeFeatures(query: WeightedQuery, passage: AnalyzedPassage): Features {
  const { sentences } = passage;
  const singles = sentences.map(({ positions }) => coverageOf(query, (term) => positions.has(term)));
  const windows = sentences.map(({ positions }, index) =>
    coverageOf(query, (term) => positions.has(term) || (sentences[index + 1]?.positions.has(term) ?? false)),
  );
  const best = singles.indexOf(Math.max(...singles));
  return {
    bm25: bm25(query, passage),
    sentence: Math.max(0, ...singles),
    window: Math.max(0, ...windows),
    proximity: proximity(query, passage),
    numbers: numbers(query, passage),
    fuzzy: fuzzy(query, passage),
    title: coverageOf(query, (term) => passage.contextFrequencies.has(term)),
    missingNames: missingNames(query, passage),
    elsewhere: 1 - (query.naming?.get(passage.passage.documentId) ?? 1),
    answerType: answerType(query, sentences, best),
  };
}
