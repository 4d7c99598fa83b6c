import { countMessageTokens } from '../models/message-tokens.ts';
import { AppError } from '../platform/errors.ts';
import { type PromptParts, renderPrompt } from './render-prompt.ts';

/** What is counted: the instructions, what was said before, and the question. Passages have their own room. */
export type CountedTurn = Pick<PromptParts, 'template' | 'persona' | 'question'>;
export type HistoryBudget = {
  /** 0 for none. */
  historyTokens: number;
  /** Decides the rule of counting. */
  model: string;
};

function tokensOf(turn: CountedTurn, earlier: PromptParts['earlier'], model: string): number {
  return countMessageTokens(renderPrompt({ ...turn, earlier, passages: [] }), model);
}

/** @throws AppError invalid_request when the question alone, with the instructions, is more than the budget */
export function refuseOverlongQuestion(turn: CountedTurn, { historyTokens, model }: HistoryBudget): void {
  if (historyTokens === 0) return;
  const tokens = tokensOf(turn, [], model);
  if (tokens <= historyTokens) return;
  throw new AppError('invalid_request', `The question takes ${tokens} tokens with its instructions; ${historyTokens} are allowed`, {
    field: 'text',
    hint: 'Shorten the question, or allow the history more tokens.',
    tokens,
    historyTokens,
  });
}

/** The newest exchanges that fit with the question; the oldest go first, the instructions always stay. */
export function withinHistoryBudget<Said extends PromptParts['earlier'][number]>(
  turn: CountedTurn & { earlier: readonly Said[] },
  { historyTokens, model }: HistoryBudget,
): readonly Said[] {
  let { earlier } = turn;
  while (historyTokens > 0 && earlier.length > 0 && tokensOf(turn, earlier, model) > historyTokens) earlier = earlier.slice(1);
  return earlier;
}
