import { GenerationParameters } from '#contracts/generation';
import { throwIfAborted } from '../../platform/errors.ts';
import { estimateTokens } from '../../platform/tokens.ts';
import type { ChatModel, Passage } from '../chat-model.ts';
import { chooseSentences, type ChosenSentence } from './choose-sentences.ts';

const sentenceLimit = 3;
/** A further quotation is shown only if it is not far worse than the best; table rows, alike but for the cell that counts, are held to the best row. */
const scoreGap = 0.6;
const rowScoreGap = 0.02;
const deltaChars = 24;

/** The sentences of one passage stay together and in its order; passages come by their best sentence. */
function arrange(sentences: readonly ChosenSentence[]): ChosenSentence[] {
  const byPassage = new Map<Passage, ChosenSentence[]>();
  for (const sentence of sentences) byPassage.set(sentence.passage, [...(byPassage.get(sentence.passage) ?? []), sentence]);
  return [...byPassage.values()].flatMap((own) => own.sort((left, right) => left.start - right.start));
}

/** Rows of one table are put under its head, once, so that they are shown as a table. */
function quote({ text, passage, tableHead }: ChosenSentence, index: number, all: readonly ChosenSentence[]): string {
  if (!tableHead) return `\n\n${text} [${passage.number}]`;
  const row = text.replace(/\s*\|?$/, ` [${passage.number}] |`);
  return all[index - 1]?.tableHead === tableHead ? `\n${row}` : `\n\n${tableHead}\n${row}`;
}

/** The answer: sentences as they stand in the passages, each followed by the number of its passage; empty without passages. */
export function quoteAnswer(question: string, passages: readonly Passage[]): string {
  const chosen = chooseSentences(question, passages, sentenceLimit);
  const bestRow = chosen.find(({ kind }) => kind === 'row');
  const shown = chosen
    .filter(({ score }) => score >= chosen[0]!.score - scoreGap)
    .filter(({ kind, score }) => kind !== 'row' || score >= bestRow!.score - rowScoreGap);
  return arrange(shown).map(quote).join('').trim();
}

/** Answers by quoting. Needs no download, adds no word of its own, and says nothing when no passage was found. */
export const extractiveChat: ChatModel = {
  id: 'extractive',
  label: 'Built-in (quotes)',
  converses: false,
  callsTools: false,
  contextTokens: 1_000_000,
  /** Quotations are the same whatever these are. */
  parameters: GenerationParameters.pick({ temperature: true, maxTokens: true }),
  countTokens: estimateTokens,
  async *stream({ question, passages }, signal) {
    const answer = [...quoteAnswer(question, passages)];
    for (let start = 0; start < answer.length; start += deltaChars) {
      throwIfAborted(signal);
      yield { type: 'text-delta', delta: answer.slice(start, start + deltaChars).join('') };
    }
    yield {
      type: 'usage',
      promptTokens: passages.reduce((sum, passage) => sum + estimateTokens(passage.text), estimateTokens(question)),
      completionTokens: estimateTokens(answer.join('')),
    };
  },
};
