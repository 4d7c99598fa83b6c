import type { ChatMode } from '../chat-mode.ts';
import { composePrompt } from '../prompt.ts';
import { streamAnswer } from '../stream-answer.ts';

/** The model answers from what it knows. */
export const llm: ChatMode = {
  id: 'llm',
  async *run(turn, signal) {
    const { template, persona, question, earlier, model } = turn;
    const parts = { template, persona, earlier, question, passages: [] };
    const compose = (budgetTokens: number) => composePrompt(parts, budgetTokens, model.countTokens);
    yield* streamAnswer(turn, { compose, question, passages: [] }, signal);
    return 'complete';
  },
};
