import type { Query, QueryTerm } from '../platform/text/query.ts';

/** What a bigram that joins the end of one word to the beginning of the next still tells. */
const seamWeight = 0.3;

/**
 * Chinese writes no blanks, so some bigrams of a question are no part of any word. In 印度人士, 度人 is rarer in the
 * documents than 印度 and 人士 around it: a bigram rarer than both its neighbours is taken for such a seam.
 */
export function lightenSeams(query: Query, documentFrequencies: ReadonlyMap<string, number>): Query {
  const bigrams = new Map(query.sequence.filter((term) => term.kind === 'bigram').map((term) => [term.position, term.text]));
  const frequencyAt = (position: number) => {
    const bigram = bigrams.get(position);
    return bigram === undefined ? 0 : (documentFrequencies.get(bigram) ?? 0);
  };
  const isSeam = ({ kind, position }: QueryTerm) =>
    kind === 'bigram' && frequencyAt(position) < Math.min(frequencyAt(position - 1), frequencyAt(position + 1));
  const lighten = (term: QueryTerm) => (isSeam(term) ? { ...term, weight: term.weight * seamWeight } : term);
  return { ...query, sequence: query.sequence.map(lighten), terms: query.terms.map(lighten) };
}
