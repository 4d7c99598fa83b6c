import type { Script } from '../platform/text/terms.ts';
import type { Naming } from './named-documents.ts';
import type { Query, QueryTerm } from '../platform/text/query.ts';

/** What is known of a knowledge base as a whole. Averages are lengths in terms. */
export type PassageStatistics = Record<Script, { count: number; averageLength: number }>;

/** A question's terms by what each tells in this knowledge base: weight times rarity times certainty. `total` is what all would tell if certain, never 0; `naming` how far it names each document. */
export type WeightedQuery = Query & { values: ReadonlyMap<string, number>; total: number; averageLength: number; naming?: Naming };

/** Passages of the question's own script; of both where there are none. */
function comparable(statistics: PassageStatistics, script: Script): { count: number; averageLength: number } {
  const own = statistics[script];
  return own.count > 0 ? own : statistics[script === 'han' ? 'latin' : 'han'];
}

/**
 * Robertson and Spärck Jones' inverse document frequency, with a few imagined passages that hold no term of the question:
 * in a knowledge base of one passage, the terms it holds are not common because of that.
 */
const imaginedPassages = 50;

function inverseDocumentFrequency(count: number, documentFrequency: number): number {
  const total = count + imaginedPassages;
  const holding = Math.min(documentFrequency, count);
  return Math.log(1 + (total - holding + 0.5) / (holding + 0.5));
}

export function weigh(query: Query, statistics: PassageStatistics, documentFrequencies: ReadonlyMap<string, number>): WeightedQuery {
  const { count, averageLength } = comparable(statistics, query.script);
  const fullValue = (term: QueryTerm) => term.weight * inverseDocumentFrequency(count, documentFrequencies.get(term.text) ?? 0);
  const values = new Map(query.terms.map((term) => [term.text, term.certainty * fullValue(term)]));
  const total = query.terms.reduce((sum, term) => sum + fullValue(term), 0) || 1;
  return { ...query, values, total, averageLength };
}
