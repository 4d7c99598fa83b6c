import { analyze, scriptOf, termCount } from '../platform/text/terms.ts';
import { indexNames } from '../retrieval/named-documents.ts';
import { contextOf, type Passage } from '../retrieval/passage.ts';
import type { RetrievalSource } from '../retrieval/retrieval-source.ts';
import type { PassageStatistics } from '../retrieval/weights.ts';

/**
 * Passages held in memory, as retrieval reads them. Those that share no word with the question follow the others: the engine
 * has found them for some reason.
 */
export function openPassages(passages: readonly Passage[]): RetrievalSource {
  const analyzed = passages.map((passage) => {
    const terms = analyze(passage.text);
    const words = new Set([...terms, ...analyze(contextOf(passage))].map(({ text }) => text));
    return { id: passage.id, script: scriptOf(terms), length: termCount(terms), words };
  });
  const countHolding = (term: string) => analyzed.filter(({ words }) => words.has(term)).length;

  function statisticsOf(script: keyof PassageStatistics): PassageStatistics['han'] {
    const own = analyzed.filter((each) => each.script === script);
    const total = own.reduce((sum, { length }) => sum + length, 0);
    return { count: own.length, averageLength: Math.max(1, total / Math.max(1, own.length)) };
  }

  const allWords = () => [...new Set(analyzed.flatMap(({ words }) => [...words]))];

  /** The sum of the rarities of the terms it holds. */
  function promiseOf(words: ReadonlySet<string>, frequencies: ReadonlyMap<string, number>): number {
    return [...frequencies].reduce((sum, [term, count]) => sum + (words.has(term) ? 1 / count : 0), 0);
  }

  return {
    knowledgeBaseId: '',
    readStatistics: async () => ({ han: statisticsOf('han'), latin: statisticsOf('latin') }),
    async countDocumentFrequencies(terms) {
      const counts = terms.map((term) => [term, countHolding(term)] as const);
      return new Map(counts.filter(([, count]) => count > 0));
    },
    listWordsBeginningWith: async (prefix) => allWords().filter((word) => word.startsWith(prefix)),
    // Every page of the web is called something: that tells little.
    readNames: async () => indexNames([]),
    async searchKeywords(frequencies, limit) {
      const promising = analyzed
        .map(({ id, words }) => ({ id, promise: promiseOf(words, frequencies) }))
        .sort((left, right) => right.promise - left.promise || left.id - right.id);
      return promising.slice(0, limit).map(({ id }) => id);
    },
    searchVectors: async () => [],
    loadPassages: async (ids) => passages.filter(({ id }) => ids.includes(id)),
    loadDocumentPassages: async (documentId) => passages.filter((passage) => passage.documentId === documentId),
  };
}
