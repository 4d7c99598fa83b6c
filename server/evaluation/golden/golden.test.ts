import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchResponse } from '#contracts/search';
import { scoreThresholdLimits } from '#contracts/search';
import { quoteAnswer } from '../../models/chat-models/extractive.ts';
import type { RetrievalSource } from '../../retrieval/retrieval-source.ts';
import { retrieve } from '../../retrieval/retrieve.ts';
import { openPassageSource } from '../../testing/passage-source.ts';
import { goldenPassages } from './passages.ts';
import { answerableQuestions, unanswerableQuestions } from './questions.ts';

let source: RetrievalSource & AsyncDisposable;

beforeAll(async () => {
  source = await openPassageSource(goldenPassages);
});
afterAll(() => source[Symbol.asyncDispose]());

function ask(query: string, from: RetrievalSource = source): Promise<SearchResponse> {
  return retrieve([from], { query, topK: 5, scoreThreshold: scoreThresholdLimits.default }, new AbortController().signal);
}

function quote(question: string, { hits }: SearchResponse): string {
  return quoteAnswer(question, hits.map((hit, index) => ({ number: index + 1, text: hit.text, documentName: hit.documentName, score: hit.score })));
}

test.each(answerableQuestions)('"$question" is answered', async ({ question, title, answer }) => {
  const response = await ask(question);
  expect(response.hits[0]?.documentName).toBe(`${title}.txt`);
  expect(quote(question, response)).toContain(answer);
});

test.each(unanswerableQuestions)('"%s" is refused', async (question) => {
  expect((await ask(question)).hits).toEqual([]);
});

test.each(goldenPassages.map(({ title }) => title))('"%s" alone answers its own questions and refuses all unanswerable ones', async (title) => {
  await using alone = await openPassageSource(goldenPassages.filter((passage) => passage.title === title));
  for (const { question, answer } of answerableQuestions.filter((each) => each.title === title)) {
    expect(quote(question, await ask(question, alone)), question).toContain(answer);
  }
  for (const question of unanswerableQuestions) expect((await ask(question, alone)).hits, question).toEqual([]);
});
