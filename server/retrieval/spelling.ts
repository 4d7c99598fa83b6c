import type { Query, QueryTerm } from '../platform/text/query.ts';
import type { RetrievalSource } from './retrieval-source.ts';

/** Shorter words are too easily taken for others. */
const shortestCorrected = 5;
const likeness = 0.6;
const prefixChars = 2;

/** Some 600 bytes each. The words of a language are asked for again and again. */
const mostKnownWords = 10_000;
const knownTrigrams = new Map<string, ReadonlySet<string>>();

function trigrams(word: string): ReadonlySet<string> {
  const known = knownTrigrams.get(word);
  if (known) return known;
  const padded = `^${word}$`;
  const made = new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
  if (knownTrigrams.size >= mostKnownWords) knownTrigrams.clear();
  knownTrigrams.set(word, made);
  return made;
}

/** Dice coefficient of the words' character trigrams. */
export function spellingLikeness(left: string, right: string): number {
  const [first, second] = [trigrams(left), trigrams(right)];
  let shared = 0;
  for (const trigram of first) if (second.has(trigram)) shared++;
  return (2 * shared) / (first.size + second.size);
}

async function correct(term: QueryTerm, source: RetrievalSource): Promise<QueryTerm> {
  let best = { text: term.text, certainty: likeness };
  for (const text of await source.listWordsBeginningWith(term.text.slice(0, prefixChars))) {
    const certainty = spellingLikeness(term.text, text);
    if (certainty > best.certainty) best = { text, certainty };
  }
  return best.text === term.text ? term : { ...term, ...best };
}

/** Puts the likeliest word of the knowledge base in the place of each word that it does not hold, worth as much as they are alike. */
export async function correctSpelling(query: Query, known: ReadonlyMap<string, number>, source: RetrievalSource): Promise<Query> {
  const isUnknown = (term: QueryTerm) => term.kind === 'word' && term.text.length >= shortestCorrected && !known.has(term.text);
  const corrected = new Map<string, QueryTerm>();
  for (const term of query.terms.filter(isUnknown)) corrected.set(term.text, await correct(term, source));
  const replaced = (term: QueryTerm) => {
    const { text, certainty } = corrected.get(term.text) ?? term;
    return { ...term, text, certainty };
  };
  return corrected.size === 0 ? query : { ...query, terms: query.terms.map(replaced), sequence: query.sequence.map(replaced) };
}
