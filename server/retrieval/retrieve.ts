import type { Hit, RetrievalOptions, SearchResponse, TraceCandidate } from '#contracts/search';
import { throwIfAborted } from '../platform/errors.ts';
import { findDuplicates } from './collapse.ts';
import { understand } from '../platform/text/query.ts';
import { type RankedPassage, rankPassages } from './rank-passages.ts';
import type { RetrievalSource } from './retrieval-source.ts';

export type RetrievalRequest = RetrievalOptions & { query: string };

type Judged = RankedPassage & Pick<TraceCandidate, 'dropped'>;

const previewChars = 160;

function judge(passages: readonly RankedPassage[], { topK, scoreThreshold }: RetrievalOptions): Judged[] {
  const repeated = findDuplicates(passages.filter((passage) => !passage.isDuplicate));
  let kept = 0;
  return passages.map((passage) => {
    if (passage.passage.origin === 'summary') return { ...passage, dropped: 'summary' };
    if (passage.isDuplicate || repeated.has(passage)) return { ...passage, dropped: 'duplicate' };
    if (passage.score < scoreThreshold) return { ...passage, dropped: 'below-threshold' };
    return ++kept > topK ? { ...passage, dropped: 'beyond-top-k' } : passage;
  });
}

function place({ passage, knowledgeBaseId, score }: RankedPassage) {
  const { id, documentId, documentName } = passage;
  return { chunkId: String(id), documentId, documentName, knowledgeBaseId, score };
}

function hitOf(ranked: RankedPassage): Hit {
  const { text, page, start, end, heading, origin, place: at } = ranked.passage;
  return { ...place(ranked), text, page, start, end, heading, origin: origin === 'document' ? undefined : origin, place: at };
}

function traceOf(judged: Judged): TraceCandidate {
  const { passage, keywordRank, vectorRank, similarity, features, relevance, evidence, dropped } = judged;
  return { ...place(judged), preview: passage.text.slice(0, previewChars), keywordRank, vectorRank, similarity, features, relevance, evidence, dropped };
}

/** The terms of all knowledge bases; one that several hold has its highest weight. */
function mergeTerms(terms: readonly { term: string; weight: number }[]): { term: string; weight: number }[] {
  const highest = new Map<string, number>();
  for (const { term, weight } of terms) highest.set(term, Math.max(weight, highest.get(term) ?? 0));
  return [...highest].map(([term, weight]) => ({ term, weight }));
}

/**
 * The passages that answer a question, best first, with how they were found and why others were not. Search page and
 * chat both call this. Each knowledge base is judged by its own statistics; their scores are comparable.
 * @throws AppError cancelled
 */
export async function retrieve(sources: readonly RetrievalSource[], request: RetrievalRequest, signal: AbortSignal): Promise<SearchResponse> {
  const startMs = performance.now();
  const query = understand(request.query);
  const rankings = await Promise.all(sources.map((source) => rankPassages(source, query, signal)));
  throwIfAborted(signal);
  const rankedMs = performance.now();
  const merged = rankings.flatMap((ranking) => ranking.passages).sort((left, right) => right.score - left.score);
  const judged = judge(merged, request);
  return {
    hits: judged.filter((passage) => !passage.dropped).map(hitOf),
    trace: {
      query: request.query,
      terms: mergeTerms(rankings.flatMap((ranking) => ranking.terms)),
      topK: request.topK,
      scoreThreshold: request.scoreThreshold,
      candidates: judged.map(traceOf),
      notes: rankings.flatMap((ranking) => ranking.notes),
      stageMs: { rank: rankedMs - startMs, select: performance.now() - rankedMs },
    },
  };
}
