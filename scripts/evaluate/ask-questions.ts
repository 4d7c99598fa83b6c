import type { Hit, SearchResponse } from '#contracts/search';
import type { Ranked } from '../../server/evaluation/metrics.ts';
import { quoteAnswer } from '../../server/models/chat-models/extractive.ts';
import { normalize } from '../../server/platform/text/normalize.ts';
import { calibrate } from '../../server/retrieval/calibrate.ts';
import type { Product } from './product.ts';
import { type Question, type QuestionSet, unitOf } from './question-set.ts';

/** What came of one set. Scores are those of the best passage, 0 where none was found. */
export type Outcome = {
  name: string;
  ranked: Ranked[];
  /** The unit of each hit, repeated where hits share it, of a set whose answers come from several documents. */
  listed: Ranked[];
  answerableScores: number[];
  unanswerableScores: number[];
  /** Scores of answerable questions with the passages that answer left out. */
  nearMissScores: number[];
  /** Whether the quoted answer holds the right one, out of the right document. */
  answered: boolean[];
};

export type EvaluationSettings = { chunkSize?: number; chunkOverlap?: number; limit?: number };

/** Hits given to the model that quotes, as many as a turn does by default. */
const passageCount = 5;

/** Evenly over the set, since questions of one document stand together. */
function sample<Item>(items: readonly Item[], limit: number): Item[] {
  const step = Math.max(1, items.length / limit);
  return Array.from({ length: Math.min(limit, items.length) }, (_, index) => items[Math.floor(index * step)]!);
}

function bestScoreWithout({ trace }: SearchResponse, isGold: (documentId: string) => boolean): number {
  const others = trace.candidates.filter((candidate) => !isGold(candidate.documentId) && candidate.dropped !== 'duplicate');
  const scoreOf = calibrate(others.map(({ evidence, features, documentId }) => ({ evidence, features, passage: { documentId } })));
  return others.length === 0 ? 0 : scoreOf(Math.max(...others.map((candidate) => candidate.evidence)));
}

function quotesAnswer({ text, answers }: Question, hits: readonly Hit[], isGold: (documentId: string) => boolean): boolean {
  const passages = hits.map((hit, index) => ({ number: index + 1, text: hit.text, documentName: hit.documentName, heading: hit.heading, score: hit.score }));
  return quoteAnswer(text, passages)
    .split('\n\n')
    .some((line) => {
      const number = Number(/\[(\d+)\]$/.exec(line)?.[1]);
      return isGold(hits[number - 1]?.documentId ?? '') && answers.some((answer) => normalize(line).includes(normalize(answer)));
    });
}

/** Puts the set into a knowledge base of its own and asks every question. */
export async function askQuestions(product: Product, set: QuestionSet, { limit = Infinity, ...settings }: EvaluationSettings): Promise<Outcome> {
  const { id } = await product.createKnowledgeBase({ name: set.name, ...settings });
  const setIds = await product.ingest(id, set.documents);
  const outcome: Outcome = { name: set.name, ranked: [], listed: [], answerableScores: [], unanswerableScores: [], nearMissScores: [], answered: [] };
  for (const question of sample(set.answerable, limit)) {
    const response = await product.search(id, question.text);
    const isGold = (documentId: string) => question.relevance.has(setIds.get(documentId) ?? '');
    const units = response.hits.map((hit) => unitOf(set.unit, setIds.get(hit.documentId)!, hit.page));
    outcome.ranked.push({ found: [...new Set(units)], relevance: question.relevance });
    if (set.unit === 'documents') outcome.listed.push({ found: units, relevance: question.relevance });
    outcome.answerableScores.push(response.hits[0]?.score ?? 0);
    outcome.nearMissScores.push(bestScoreWithout(response, isGold));
    if (question.answers.length > 0) outcome.answered.push(quotesAnswer(question, response.hits.slice(0, passageCount), isGold));
  }
  for (const question of sample(set.unanswerable, limit)) {
    outcome.unanswerableScores.push((await product.search(id, question.text)).hits[0]?.score ?? 0);
  }
  return outcome;
}
