import { answerByItself } from '../answer-by-itself.ts';
import type { ChatMode } from '../chat-mode.ts';

/** The model answers from what it knows. */
export const llm: ChatMode = {
  id: 'llm',
  run: (turn, emit, signal) => answerByItself(turn, turn.template, emit, signal),
};
