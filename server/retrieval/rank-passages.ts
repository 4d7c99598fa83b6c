import { calibrate } from './calibrate.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { findDuplicates } from './collapse.ts';
import { backgroundSimilarity, elsewhereEvidence, keywordEvidence, semanticEvidence, siblingEvidence } from './evidence.ts';
import { computeFeatures, type Features } from './features.ts';
import { documentsNamed, nameDocuments } from './named-documents.ts';
import { type AnalyzedPassage, analyzePassage } from './passage.ts';
import { followSummaries } from './follow-summaries.ts';
import type { Query } from '../platform/text/query.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import { lightenSeams } from './seams.ts';
import { rerank } from './rerank.ts';
import { correctSpelling } from './spelling.ts';
import { weigh, type WeightedQuery } from './weights.ts';

/** A candidate with all that is known of it. `score` is comparable between knowledge bases. */
export type RankedPassage = Candidate & {
  knowledgeBaseId: string;
  analyzed: AnalyzedPassage;
  features: Features;
  /** What a reranker says, if one was asked. */
  relevance?: number;
  evidence: number;
  score: number;
  isDuplicate: boolean;
};

export type Ranking = { passages: RankedPassage[]; terms: { term: string; weight: number }[]; notes: string[] };

/** Terms below this weight are for weighing passages, not for finding them. */
const searchedWeight = 0.5;

/** The terms to search for: those that tell something, or all if none does. */
function searchedTerms({ terms }: Query, frequencies: ReadonlyMap<string, number>): Map<string, number> {
  const telling = terms.filter((term) => term.weight >= searchedWeight && frequencies.has(term.text));
  return telling.length === 0 ? new Map(frequencies) : new Map(telling.map((term) => [term.text, frequencies.get(term.text)!]));
}

async function weighQuery(source: RetrievalSource, query: Query): Promise<{ weighted: WeightedQuery; searched: Map<string, number> }> {
  const countTerms = (each: Query) => source.countDocumentFrequencies(each.terms.map((term) => term.text));
  const statistics = await source.readStatistics();
  const known = await countTerms(query);
  const corrected = await correctSpelling(query, known, source);
  const frequencies = corrected === query ? known : await countTerms(corrected);
  const naming = nameDocuments(query, await source.readNames());
  const weighted = { ...weigh(lightenSeams(corrected, frequencies), statistics, frequencies), naming };
  return { weighted, searched: searchedTerms(weighted, frequencies) };
}

/** What words, meaning and the rest of the document tell about each candidate, best first. */
function weighEvidence(query: WeightedQuery, candidates: readonly Candidate[], similarities: readonly number[], quality: number) {
  const background = backgroundSimilarity(similarities);
  const weighed = candidates.map((candidate) => {
    const analyzed = analyzePassage(candidate.passage, query.values);
    const features = computeFeatures(query, analyzed);
    return { ...candidate, analyzed, features, evidence: keywordEvidence(features) + semanticEvidence(candidate.similarity, background, quality) };
  });
  const siblings = siblingEvidence(weighed);
  return weighed
    .map((each, index) => ({ ...each, evidence: each.evidence + siblings[index]! + elsewhereEvidence(each.features.elsewhere) }))
    .sort((left, right) => right.evidence - left.evidence || left.passage.id - right.passage.id);
}

/** Finds, weighs and scores the passages of one knowledge base for a question, best first. */
export async function rankPassages(source: RetrievalSource, query: Query, signal: AbortSignal): Promise<Ranking> {
  const { weighted, searched } = await weighQuery(source, query);
  const { candidates, similarities, vectorFailure } = await findCandidates(source, query.text, searched, documentsNamed(weighted.naming), signal);
  const found = weighEvidence(weighted, candidates, similarities, source.embeddingModel?.quality ?? 0);
  const { passages: weighed, note } = await rerank(source.reranker, query.text, found, signal);
  const duplicates = findDuplicates(weighed);
  // By what was found, not by its places after reranking: these say nothing of which document the evidence belongs to.
  const repeated = new Set([...duplicates].map(({ passage }) => passage.id));
  const scoreOf = calibrate(found.filter(({ passage }) => !repeated.has(passage.id)));
  const score = <Each extends (typeof found)[number]>(each: Each) => ({
    ...each,
    knowledgeBaseId: source.knowledgeBaseId,
    score: scoreOf(each.evidence),
    isDuplicate: duplicates.has(each),
  });
  const loadChunks = async (documentId: string) => {
    const passages = await source.loadDocumentPassages(documentId);
    return weighEvidence(weighted, passages.map((passage) => ({ passage })), [], 0).map(score);
  };
  return {
    passages: await followSummaries(weighed.map(score), loadChunks),
    terms: [...weighted.values].map(([term, weight]) => ({ term, weight })),
    notes: [vectorFailure, note].filter((each) => each !== undefined),
  };
}
