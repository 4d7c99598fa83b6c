import type { Passage, PromptMessage } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import { mostTokens } from '../platform/tokens.ts';
import { type PromptParts, renderPrompt } from './render-prompt.ts';

/** Most of what a chat template adds around each message. */
const tokensPerMessage = 6;

/** The longest beginning of a passage with which the prompt fits; undefined when it does not without it either. */
function withBeginningOf(last: Passage, fits: (passage: Passage) => PromptMessage[] | undefined): PromptMessage[] | undefined {
  let fitting = fits({ ...last, text: '' });
  for (let kept = 0, over = last.text.length; fitting && over - kept > 1; ) {
    const middle = Math.floor((kept + over) / 2);
    const longer = fits({ ...last, text: last.text.slice(0, middle) });
    if (longer) [kept, fitting] = [middle, longer];
    else over = middle;
  }
  return fitting;
}

/**
 * A prompt within a budget: the oldest exchanges go first, then the lowest passages; of the last passage the end.
 * @param passages best first
 * @param budgetTokens what the model can read, less what it may write
 * @throws AppError invalid_request when the question alone is too long
 */
export function composePrompt(parts: PromptParts, budgetTokens: number, countTokens: (text: string) => number): PromptMessage[] {
  const sizeBy = (count: (text: string) => number, messages: readonly PromptMessage[]) =>
    messages.reduce((sum, { content }) => sum + tokensPerMessage + count(content), 0);
  // Counting takes time, and most prompts fit by far.
  const fits = (messages: readonly PromptMessage[]) => sizeBy(mostTokens, messages) <= budgetTokens || sizeBy(countTokens, messages) <= budgetTokens;
  let { earlier, passages } = parts;
  let messages = renderPrompt(parts);
  while (!fits(messages) && (earlier.length > 0 || passages.length > 1)) {
    if (earlier.length > 0) earlier = earlier.slice(1);
    else passages = passages.slice(0, -1);
    messages = renderPrompt({ ...parts, earlier, passages });
  }
  if (fits(messages)) return messages;
  const fitting = (passage: Passage) => {
    const prompt = renderPrompt({ ...parts, earlier: [], passages: [passage] });
    return fits(prompt) ? prompt : undefined;
  };
  const shortened = passages[0] && withBeginningOf(passages[0], fitting);
  if (shortened) return shortened;
  throw new AppError('invalid_request', `The question takes about ${sizeBy(countTokens, messages)} tokens with its instructions; the model has room for ${Math.floor(budgetTokens)}`, {
    field: 'text',
    hint: 'Shorten the question, lower the tokens per answer, or choose a model that reads more.',
  });
}
