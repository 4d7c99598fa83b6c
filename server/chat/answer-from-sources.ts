import type { ChatEvent } from '#contracts/chat-event';
import type { Source } from '#contracts/message';
import type { Passage } from '../models/chat-model.ts';
import type { Turn } from './chat-mode.ts';
import { checkClaims } from './check-claims.ts';
import { composePrompt } from './prompt.ts';
import { streamAnswer } from './stream-answer.ts';

const toPassage = ({ number, text, documentName, heading, score }: Source): Passage => ({ number, text, documentName, heading, score });

async function* refuse(refusal: string): AsyncGenerator<ChatEvent, 'refused'> {
  yield { type: 'text-delta', delta: refusal };
  return 'refused';
}

export type SourcedQuestion = {
  /** As it can be understood without the conversation before it. */
  question: string;
  sources: readonly Source[];
  /** What is said instead of an answer. */
  refusal: string;
};

/** The model's answer from numbered sources, and what of it they do not bear out; without a source no model is asked. */
export async function* answerFromSources(
  turn: Turn,
  { question, sources, refusal }: SourcedQuestion,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, 'complete' | 'refused'> {
  if (sources.length === 0) return yield* refuse(refusal);
  const passages = sources.map(toPassage);
  const { template, persona, earlier } = turn;
  const parts = { template, persona, earlier, question, passages };
  const compose = (budgetTokens: number) => composePrompt(parts, budgetTokens, turn.model.countTokens);
  const text = yield* streamAnswer(turn, { compose, question, passages }, signal);
  if (text.trim() === '') return yield* refuse(refusal);

  yield { type: 'claims-checked', unsupportedClaims: checkClaims(text, sources) };
  return 'complete';
}
