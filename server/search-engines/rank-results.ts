import { type Hit, type SearchResponse, topKLimits } from '#contracts/search';
import type { Passage } from '../retrieval/passage.ts';
import { retrieve } from '../retrieval/retrieve.ts';
import { openPassages } from './passage-source.ts';

/** A passage of a page of the web. It belongs to no document: those ids are empty. */
export type WebHit = Hit & { url: string };
export type WebSearchResponse = { hits: WebHit[]; trace: SearchResponse['trace'] };

/** One page does not answer alone where others were found. */
const passagesPerPage = 2;

/** Of each page the best passages, and of those the best. */
function select(hits: readonly Hit[], topK: number): Hit[] {
  const taken = new Map<string, number>();
  const spread = hits.filter(({ documentId: url }) => {
    const count = (taken.get(url) ?? 0) + 1;
    taken.set(url, count);
    return count <= passagesPerPage;
  });
  return spread.slice(0, topK);
}

/**
 * The passages that speak of the question, best first, ranked as those of documents are. None is left out for a low score: the
 * engine has judged what a page is about by more than is seen of it here.
 */
export async function rankResults(
  passages: readonly Passage[],
  query: string,
  topK: number,
  signal: AbortSignal,
): Promise<WebSearchResponse> {
  const request = { query, topK: topKLimits.max * passagesPerPage, scoreThreshold: 0 };
  const { hits, trace } = await retrieve([openPassages(passages)], request, signal);
  const kept = select(hits, topK);
  const keptIds = new Set(kept.map(({ chunkId }) => chunkId));
  return {
    hits: kept.map(({ documentId: url, ...hit }) => ({ ...hit, documentId: '', url })),
    trace: {
      ...trace,
      topK,
      candidates: trace.candidates.map((candidate) => ({
        ...candidate,
        documentId: '',
        dropped: candidate.dropped ?? (keptIds.has(candidate.chunkId) ? undefined : ('beyond-top-k' as const)),
      })),
    },
  };
}
