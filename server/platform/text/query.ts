import { findAnswerType, type AnswerType } from './answer-type.ts';
import { normalize } from './normalize.ts';
import { chineseFunctionWords } from './stop-words.ts';
import { analyze, isQuestionWord, scriptOf, type Script, type Term } from './terms.ts';

/** A term of the question; `weight` is what it tells before its rarity is known, `certainty` (0..1) that it is the word meant. */
export type QueryTerm = Term & { weight: number; certainty: number };

/** A question as it is searched for. `sequence` is every term in order, `terms` the distinct ones, `names` those that name somebody or something. */
export type Query = {
  text: string;
  terms: QueryTerm[];
  sequence: QueryTerm[];
  names: ReadonlySet<string>;
  script: Script;
  answerType?: AnswerType;
};

/** Terms read of one question; a longer one is cut, so that the work per question has a bound. */
const termLimit = 400;

/** Single characters tell half of what bigrams tell; function words are worth weighing down, not leaving out (retrieval recipe, section 1). */
const characterWeight = 0.5;
const functionWordWeight = 0.3;

function functionWordOffsets(normalized: string): Set<number> {
  const offsets = new Set<number>();
  for (const match of normalized.matchAll(chineseFunctionWords)) {
    for (let offset = match.index; offset < match.index + match[0].length; offset++) offsets.add(offset);
  }
  return offsets;
}

/** Capitalised words, except where a sentence begins; in a Chinese question every word in Latin letters. */
const capitalisedWord = /(?<=[^.!?\s]\s+["“‘']?)\p{Lu}[\p{L}\p{M}'’]*/gu;
const latinWord = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

function findNames(text: string, script: Script): Set<string> {
  const words = text.match(script === 'han' ? latinWord : capitalisedWord) ?? [];
  return new Set(words.flatMap((word) => analyze(word).map((term) => term.text)));
}

/** Reads a question: its terms with their weights, its script, and the kind of answer it asks for. */
export function understand(text: string): Query {
  const functional = functionWordOffsets(normalize(text));
  const touchesFunctionWord = (term: Term) =>
    (term.kind === 'character' || term.kind === 'bigram') &&
    [...term.text].some((_, index) => functional.has(term.offset + index));
  const sequence = analyze(text)
    .slice(0, termLimit)
    .filter((term) => term.kind !== 'word' || !isQuestionWord(term.text))
    .map((term) => ({
      ...term,
      weight: (term.kind === 'character' ? characterWeight : 1) * (touchesFunctionWord(term) ? functionWordWeight : 1),
      certainty: 1,
    }));
  const distinct = new Map<string, QueryTerm>();
  for (const term of sequence) if ((distinct.get(term.text)?.weight ?? 0) < term.weight) distinct.set(term.text, term);
  const script = scriptOf(sequence);
  return { text, terms: [...distinct.values()], sequence, names: findNames(text, script), script, answerType: findAnswerType(text) };
}
