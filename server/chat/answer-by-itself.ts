import type { Emit, Turn } from './chat-mode.ts';
import { composePrompt } from './prompt.ts';
import { streamAnswer } from './stream-answer.ts';

/** The model's answer from what it knows. */
export async function answerByItself(turn: Turn, template: string, emit: Emit, signal: AbortSignal): Promise<'complete'> {
  const { persona, question, earlier, model } = turn;
  const parts = { template, persona, earlier, question, passages: [] };
  const compose = (budgetTokens: number) => composePrompt(parts, budgetTokens, model.countTokens);
  await streamAnswer(turn, { compose, question, passages: [] }, emit, signal);
  return 'complete';
}
