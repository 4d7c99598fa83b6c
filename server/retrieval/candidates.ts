import { AppError } from '../platform/errors.ts';
import type { Passage } from './passage.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import type { VectorHit } from './vector-store.ts';

/** A passage worth a closer look, and how it was found. Ranks count from 1. */
export type Candidate = { passage: Passage; keywordRank?: number; vectorRank?: number; similarity?: number };

export type CandidateSearch = {
  candidates: Candidate[];
  /** Similarities of all that the vector index returned. */
  similarities: number[];
  /** Why vectors could not be searched, if they could not. */
  vectorFailure?: string;
};

const keywordLimit = 40;
/** Documents are replaced one by one, so the same question rarely meets two of them. */
const mostReads = 4;
/** Neighbours of a model that knows meaning, and of one that only knows spelling. */
const vectorLimit = { meaning: 30, spelling: 8 };
/** What a question can do without: keywords alone still answer. */
const passingFailures: ReadonlySet<string> = new Set(['provider_failed', 'unavailable', 'timed_out', 'rate_limited', 'not_ready']);

type VectorSearch = { hits: VectorHit[]; failure?: string };

async function searchVectors(source: RetrievalSource, query: string, signal: AbortSignal): Promise<VectorSearch> {
  if (!source.embeddingModel) return { hits: [] };
  try {
    const vector = await source.embeddingModel.embedQuery(query, signal);
    const limit = source.embeddingModel.quality > 0 ? vectorLimit.meaning : vectorLimit.spelling;
    return { hits: await source.searchVectors(vector, limit) };
  } catch (error) {
    if (error instanceof AppError && passingFailures.has(error.code)) return { hits: [], failure: error.message };
    throw error;
  }
}

/** In the documents that the question names, and everywhere: the first few places belong to whoever says its words most often. */
async function searchKeywords(source: RetrievalSource, frequencies: ReadonlyMap<string, number>, named: readonly string[]): Promise<number[]> {
  const found = await source.searchKeywords(frequencies, keywordLimit);
  const within = named.length > 0 ? await source.searchKeywords(frequencies, keywordLimit, named) : [];
  return [...new Set([...found, ...within])];
}

/** Reads the passages the keywords lead to. One replaced between the two reads would be missed, so both are done again. */
async function loadFound(
  search: () => Promise<number[]>,
  loadPassages: RetrievalSource['loadPassages'],
  vectorIds: readonly number[],
): Promise<{ keywordIds: number[]; passages: Passage[] }> {
  for (let attempt = 1; ; attempt++) {
    const keywordIds = await search();
    const passages = await loadPassages([...new Set([...keywordIds, ...vectorIds])]);
    const loaded = new Set(passages.map(({ id }) => id));
    if (keywordIds.every((id) => loaded.has(id)) || attempt === mostReads) return { keywordIds, passages };
  }
}

/** The passages that keywords or vectors find. @param named documents to search by themselves as well */
export async function findCandidates(
  source: RetrievalSource,
  query: string,
  documentFrequencies: ReadonlyMap<string, number>,
  named: readonly string[],
  signal: AbortSignal,
): Promise<CandidateSearch> {
  const vectors = await searchVectors(source, query, signal);
  const { keywordIds, passages } = await loadFound(
    () => searchKeywords(source, documentFrequencies, named),
    (ids) => source.loadPassages(ids),
    vectors.hits.map(({ id }) => id),
  );
  const found = new Map<number, Omit<Candidate, 'passage'>>();
  keywordIds.forEach((id, index) => found.set(id, { keywordRank: index + 1 }));
  vectors.hits.forEach(({ id, similarity }, index) => found.set(id, { ...found.get(id), vectorRank: index + 1, similarity }));
  return {
    candidates: passages.map((passage) => ({ passage, ...found.get(passage.id) })),
    similarities: vectors.hits.map((hit) => hit.similarity),
    vectorFailure: vectors.failure,
  };
}
