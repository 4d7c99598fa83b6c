import type { Source } from '#contracts/message';
import type { Passage } from '../models/chat-model.ts';
import type { Emit, Turn } from './chat-mode.ts';
import { checkClaims } from './check-claims.ts';
import { composePrompt } from './prompt.ts';
import { streamAnswer } from './stream-answer.ts';

const toPassage = ({ number, text, documentName, heading, score }: Source): Passage => ({ number, text, documentName, heading, score });

function refuse(refusal: string, emit: Emit): 'refused' {
  emit({ type: 'text-delta', delta: refusal });
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
export async function answerFromSources(
  turn: Turn,
  { question, sources, refusal }: SourcedQuestion,
  emit: Emit,
  signal: AbortSignal,
): Promise<'complete' | 'refused'> {
  if (sources.length === 0) return refuse(refusal, emit);
  const passages = sources.map(toPassage);
  const { template, persona, earlier } = turn;
  const parts = { template, persona, earlier, question, passages };
  const compose = (budgetTokens: number) => composePrompt(parts, budgetTokens, turn.model.countTokens);
  const text = await streamAnswer(turn, { compose, question, passages }, emit, signal);
  if (text.trim() === '') return refuse(refusal, emit);

  emit({ type: 'claims-checked', unsupportedClaims: checkClaims(text, sources) });
  return 'complete';
}
