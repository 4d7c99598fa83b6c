import type { ChunkOrigin, ChunkPlace } from '#contracts/search';
import { sentenceSpans } from '../platform/text/sentences.ts';
import { analyze, termCount, type Term } from '../platform/text/terms.ts';

/** A chunk as retrieval sees it. `title` is the document's. */
export type Passage = {
  id: number;
  documentId: string;
  documentName: string;
  title: string;
  position: number;
  text: string;
  page?: number;
  start: number;
  end: number;
  heading?: string;
  /** What it is called besides, such as the header of its table. */
  prefix?: string;
  /** `document` when left out. */
  origin?: ChunkOrigin;
  place?: ChunkPlace;
};

/** A sentence with the positions of each term of the question that stands in it. */
export type AnalyzedSentence = { text: string; positions: ReadonlyMap<string, readonly number[]> };

/** A passage taken apart once, for every feature to read. */
export type AnalyzedPassage = {
  passage: Passage;
  sentences: AnalyzedSentence[];
  /** How often each term occurs in the text. */
  frequencies: ReadonlyMap<string, number>;
  /** How often each occurs in the title and headings. */
  contextFrequencies: ReadonlyMap<string, number>;
  /** Length as BM25 counts it, and with single characters. */
  length: number;
  termTotal: number;
};

/** What a passage is called: the second field of the keyword index. */
export function contextOf(passage: Pick<Passage, 'title' | 'heading' | 'prefix'>): string {
  return [passage.title.replaceAll('_', ' '), passage.heading ?? '', passage.prefix ?? ''].join('\n').trim();
}

function countTerms(terms: Iterable<Term>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of terms) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function positionsOf(asked: { has(term: string): boolean }, terms: readonly Term[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const { text, position } of terms) {
    if (!asked.has(text)) continue;
    const earlier = positions.get(text);
    if (earlier) earlier.push(position);
    else positions.set(text, [position]);
  }
  return positions;
}

/** What a passage is, whatever it is asked. */
type TakenApart = Omit<AnalyzedPassage, 'passage' | 'sentences'> & { sentences: { text: string; terms: Term[] }[] };

function takeApart(passage: Passage): TakenApart {
  const { text } = passage;
  const texts = sentenceSpans(text).map(({ start, end }) => text.slice(start, end));
  const terms = texts.map(analyze);
  const all = terms.flat();
  return {
    sentences: texts.map((each, index) => ({ text: each, terms: terms[index]! })),
    frequencies: countTerms(all),
    contextFrequencies: countTerms(analyze(contextOf(passage))),
    length: termCount(all),
    termTotal: all.length,
  };
}

/** Some 5 KB each, of 130 words. What many ask about is taken apart once. */
const mostKnownPassages = 500;
const knownPassages = new Map<string, TakenApart>();

function takenApart(passage: Passage): TakenApart {
  const key = `${contextOf(passage)}\0${passage.text}`;
  const known = knownPassages.get(key);
  if (known) return known;
  if (knownPassages.size >= mostKnownPassages) knownPassages.clear();
  const apart = takeApart(passage);
  knownPassages.set(key, apart);
  return apart;
}

/** @param asked the terms of the question */
export function analyzePassage(passage: Passage, asked: { has(term: string): boolean }): AnalyzedPassage {
  const { sentences, ...rest } = takenApart(passage);
  return { ...rest, passage, sentences: sentences.map(({ text, terms }) => ({ text, positions: positionsOf(asked, terms) })) };
}
