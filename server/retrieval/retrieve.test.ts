import { expect, test } from 'vitest';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import { AppError } from '../platform/errors.ts';
import { openPassageSource, type TestPassage } from '../testing/passage-source.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import { retrieve } from './retrieve.ts';

const { signal } = new AbortController();
const ask = (sources: RetrievalSource | readonly RetrievalSource[], query: string, scoreThreshold = 0.5, topK = 5) =>
  retrieve([sources].flat(), { query, scoreThreshold, topK }, signal);

const passages: TestPassage[] = [
  { title: 'Bakery', text: 'The bakery opens at six. Rye bread costs four crowns. On Mondays it is closed.' },
  { title: 'Museum', text: 'The museum shows the ship of Queen Aase. It opens at ten and closes at five.' },
  { title: 'Harbour', text: 'Boats pay harbour dues of nine crowns a night. Water and electricity are included.' },
  { title: 'School', text: 'The school year begins in August. Pupils eat lunch at noon.' },
  { title: '车站', text: '火车站位于城北。末班车于二十三点发出。寄存行李每件三元。' },
];

test('the passage that answers comes first, with its exact text and place', async () => {
  await using source = await openPassageSource(passages);
  const { hits } = await ask(source, 'What does rye bread cost?');
  expect(hits[0]).toMatchObject({ documentName: 'Bakery.txt', text: passages[0]!.text, start: 0, end: passages[0]!.text.length, chunkId: '1' });
  expect((await ask(source, '末班車幾點發出？')).hits[0]?.documentName).toBe('车站.txt');
});

test('a question about other things finds nothing', async () => {
  await using source = await openPassageSource(passages);
  expect((await ask(source, 'Who discovered penicillin?')).hits).toEqual([]);
  expect((await ask(source, 'What is it?')).hits).toEqual([]);
});

test('raising the threshold never adds a hit, and never changes a score', async () => {
  await using source = await openPassageSource(passages);
  for (const query of ['When does the museum open?', 'crowns a night', '火车站在哪里？', 'ship lunch water bread']) {
    const all = (await ask(source, query, 0, 20)).hits;
    for (let threshold = 0; threshold <= 1; threshold += 0.05) {
      expect((await ask(source, query, threshold, 20)).hits).toEqual(all.filter((hit) => hit.score >= threshold));
    }
  }
});

test('fewer hits asked for are the first of more', async () => {
  await using source = await openPassageSource(passages);
  const all = (await ask(source, 'crowns', 0, 20)).hits;
  expect((await ask(source, 'crowns', 0, 1)).hits).toEqual(all.slice(0, 1));
});

test('the trace tells of every candidate how it was found and why it was dropped', async () => {
  await using source = await openPassageSource([...passages, { title: 'Bakery, copy', text: passages[0]!.text }]);
  const { hits, trace } = await ask(source, 'What does rye bread cost?', 0.5, 1);
  const byName = (name: string) => trace.candidates.find((candidate) => candidate.documentName === name);
  expect(hits).toHaveLength(1);
  expect(byName('Bakery.txt')).toMatchObject({ keywordRank: expect.any(Number), features: { sentence: expect.any(Number) } });
  expect(byName('Bakery, copy.txt')?.dropped).toBe('duplicate');
  expect(byName('School.txt')?.dropped).toBe('below-threshold');
  expect(trace.terms.map(({ term }) => term)).toContain('rye');
});

test('what a long document says comes first where the question names it, though another says more of its words', async () => {
  const longDocument = (name: string, text: string): TestPassage[] =>
    [text, ...Array.from({ length: 11 }, (_, index) => `Clause ${index} is void.`)].map((each) => ({ title: `Terms of ${name}`, document: name, text: each }));
  await using source = await openPassageSource([
    ...longDocument('Northwind', 'Thirty days after the invoice the fee is due.'),
    ...longDocument('Southgate', 'For a company like this the fee is due at once.'),
    ...longDocument('Eastlake', 'Fees are due.'),
    ...passages,
  ]);
  const best = async (question: string) => (await ask(source, question, 0)).hits[0];
  expect((await best('When is the fee due, for a company like this?'))?.documentName).toBe('Terms of Southgate.txt');
  expect((await best('When is the fee due at Northwind, for a company like this?'))?.documentName).toBe('Terms of Northwind.txt');
  const { trace } = await ask(source, 'When is the fee due at Northwind?');
  expect(trace.candidates.find(({ documentName }) => documentName === 'Terms of Southgate.txt')?.features.elsewhere).toBeGreaterThan(0.5);
});

test('a misspelt word is taken for the one the documents hold', async () => {
  await using source = await openPassageSource([...passages, { title: 'Health', text: 'Septicemia is an infection of the blood.' }]);
  expect((await ask(source, 'What is septicaemia?')).hits[0]?.documentName).toBe('Health.txt');
});

test('several knowledge bases are judged each by itself and come in one order', async () => {
  await using first = await openPassageSource(passages.slice(0, 2));
  await using second = await openPassageSource(passages.slice(2), undefined, '00000000-0000-4000-8000-000000000002');
  const { hits } = await ask([first, second], 'harbour dues of boats', 0, 20);
  expect(hits[0]).toMatchObject({ documentName: 'Harbour.txt', knowledgeBaseId: second.knowledgeBaseId });
  expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((left, right) => right - left));
});

/** A model that knows the meaning of what the tests ask: texts of one subject are alike, whatever their words. */
function modelOfMeaning(subjects: readonly RegExp[], quality: number): EmbeddingModel {
  const embed = (text: string) => {
    const vector = new Float32Array(subjects.length + 1).fill(0.25);
    const subject = subjects.findIndex((pattern) => pattern.test(text));
    vector[subject === -1 ? subjects.length : subject]! += 1;
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  return {
    id: 'meaning', label: 'Meaning', revision: '1', dimensions: async () => subjects.length + 1, maxBatch: 100, quality,
    embedDocuments: async (texts) => texts.map(embed),
    embedQuery: async (text) => embed(text),
  };
}
const subjects = [/bread|loaf/i, /museum|exhibition/i, /harbour|anchor/i, /school/i, /车站/];

test('a good embedding model finds a passage that shares no word with the question', async () => {
  await using source = await openPassageSource(passages, modelOfMeaning(subjects, 1));
  expect((await ask(source, 'price per loaf')).hits[0]?.documentName).toBe('Bakery.txt');
  expect((await ask(source, 'Nobel laureates')).hits).toEqual([]);
});

test('an embedding model of no quality changes nothing but adds candidates', async () => {
  await using words = await openPassageSource(passages);
  await using worthless = await openPassageSource(passages, modelOfMeaning(subjects, 0));
  expect((await ask(worthless, 'When does the museum open?')).hits).toEqual((await ask(words, 'When does the museum open?')).hits);
  expect((await ask(worthless, 'price per loaf')).hits).toEqual([]);
});

test('while the embedding model does not answer, words alone do, and the trace says so', async () => {
  await using source = await openPassageSource(passages);
  const broken = { ...source, searchVectors: () => Promise.reject(new AppError('unavailable', 'The index is away')) };
  const { hits, trace } = await ask(broken, 'What does rye bread cost?');
  expect(hits[0]?.documentName).toBe('Bakery.txt');
  expect(trace.notes).toEqual(['The index is away']);
});

test('a cancelled search ends in cancelled', async () => {
  await using source = await openPassageSource(passages);
  await expect(retrieve([source], { query: 'bread', topK: 5, scoreThreshold: 0.5 }, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('a document replaced in the middle of a search is found all the same', async () => {
  await using source = await openPassageSource(passages);
  let reads = 0;
  const replacedOnce: RetrievalSource = { ...source, loadPassages: (ids) => (++reads === 1 ? Promise.resolve([]) : source.loadPassages(ids)) };
  expect((await ask(replacedOnce, 'What does rye bread cost?')).hits[0]?.documentName).toBe('Bakery.txt');
});
