import { expect, test } from 'vitest';
import type { Reranker } from '../models/reranker.ts';
import { openPassageSource } from '../testing/passage-source.ts';
import { retrieve } from './retrieve.ts';

const { signal } = new AbortController();
const passages = [
  { title: 'Bakery', text: 'The bakery opens at six. Rye bread costs four crowns at the bakery. Bread is baked daily.' },
  { title: 'Mill', text: 'Bread from the mill costs five crowns. The mill opens at seven.' },
  { title: 'Harbour', text: 'Boats pay harbour dues of nine crowns a night. Water and electricity are included.' },
];
const question = 'What does bread cost at the bakery?';

function reranker(rerank: Reranker['rerank']): Reranker {
  return { id: 'test', label: 'Test ranker', rerank };
}

async function ask(chosen: Reranker | undefined, query = question) {
  await using source = await openPassageSource(passages);
  return await retrieve([{ ...source, reranker: chosen }], { query, scoreThreshold: 0, topK: 2 }, signal);
}

test('what it thinks most relevant comes first, even from below what would have been kept, with the scores of those places', async () => {
  const plain = await ask(undefined);
  const ranked = await ask(reranker(async (_query, texts) => texts.map((text) => (text.includes('Harbour') ? 0.9 : text.includes('mill') ? 0.5 : 0.1))));
  expect(plain.hits.map(({ documentName }) => documentName)).toEqual(['Bakery.txt', 'Mill.txt']);
  expect(ranked.hits.map(({ documentName }) => documentName)).toEqual(['Harbour.txt', 'Mill.txt']);
  expect(ranked.trace.candidates.map(({ score }) => score)).toEqual(plain.trace.candidates.map(({ score }) => score));
  expect(ranked.trace.candidates[0]).toMatchObject({ relevance: 0.9 });
});

test('it reads title and text of what was found', async () => {
  const seen: string[] = [];
  await ask(
    reranker(async (query, texts) => {
      seen.push(query, ...texts);
      return texts.map(() => 0.5);
    }),
  );
  expect(seen).toEqual([question, expect.stringContaining('Bakery'), expect.any(String), expect.any(String)]);
});

test('one that fails changes nothing but a note', async () => {
  const plain = await ask(undefined);
  const failed = await ask(
    reranker(async () => {
      throw new Error('out of memory');
    }),
  );
  expect(failed.hits).toEqual(plain.hits);
  expect(failed.trace.notes).toEqual([expect.stringMatching(/Test ranker .*out of memory/)]);
});

test('nobody waits for one when the question was given up', async () => {
  await using source = await openPassageSource(passages);
  const stop = new AbortController();
  const slow = reranker((_query, _texts, given) => new Promise((_resolve, reject) => given.addEventListener('abort', () => reject(new Error('gone')))));
  const asking = retrieve([{ ...source, reranker: slow }], { query: question, scoreThreshold: 0, topK: 2 }, stop.signal);
  setImmediate(() => stop.abort());
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
});
