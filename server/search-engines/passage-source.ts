import { analyze, scriptOf, termCount } from '../platform/text/terms.ts';
import { contextOf, type Passage } from '../retrieval/passage.ts';
import type { RetrievalSource } from '../retrieval/retrieval-source.ts';
import type { PassageStatistics } from '../retrieval/weights.ts';

/** Passages held in memory, as retrieval reads them. Those that share no word with the question follow the others: the engine has found them for some reason. */
export function openPassages(passages: readonly Passage[]): RetrievalSource {
  const analyzed = passages.map((passage) => {
    const terms = analyze(passage.text);
    return { passage, script: scriptOf(terms), length: termCount(terms), words: new Set([...terms, ...analyze(contextOf(passage))].map(({ text }) => text)) };
  });
  const countHolding = (term: string) => analyzed.filter(({ words }) => words.has(term)).length;

  function statisticsOf(script: keyof PassageStatistics): PassageStatistics['han'] {
    const own = analyzed.filter((each) => each.script === script);
    const total = own.reduce((sum, { length }) => sum + length, 0);
    return { count: own.length, averageLength: Math.max(1, total / Math.max(1, own.length)) };
  }

  return {
    knowledgeBaseId: '',
    readStatistics: async () => ({ han: statisticsOf('han'), latin: statisticsOf('latin') }),
    countDocumentFrequencies: async (terms) => new Map(terms.map((term) => [term, countHolding(term)] as const).filter(([, count]) => count > 0)),
    listWordsBeginningWith: async (prefix) => [...new Set(analyzed.flatMap(({ words }) => [...words]))].filter((word) => word.startsWith(prefix)),
    async searchKeywords(frequencies, limit) {
      const rarity = ({ words }: (typeof analyzed)[number]) => [...frequencies].reduce((sum, [term, count]) => sum + (words.has(term) ? 1 / count : 0), 0);
      const byRarity = analyzed.map((each) => ({ id: each.passage.id, value: rarity(each) })).sort((left, right) => right.value - left.value || left.id - right.id);
      return byRarity.slice(0, limit).map(({ id }) => id);
    },
    searchVectors: async () => [],
    loadPassages: async (ids) => passages.filter(({ id }) => ids.includes(id)),
    loadDocumentPassages: async (documentId) => passages.filter((passage) => passage.documentId === documentId),
  };
}
