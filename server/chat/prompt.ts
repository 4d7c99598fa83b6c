import type { PromptMessage } from '../models/chat-model.ts';
import { type PromptParts, renderPrompt } from './render-prompt.ts';

/** Most of what a chat template adds around each message. */
const tokensPerMessage = 6;

/**
 * A prompt within a budget: the oldest exchanges go first, then the lowest passages; of the last passage the end.
 * @param passages best first
 * @param budgetTokens what the model can read, less what it may write
 */
export function composePrompt(parts: PromptParts, budgetTokens: number, countTokens: (text: string) => number): PromptMessage[] {
  const size = (messages: readonly PromptMessage[]) =>
    messages.reduce((sum, { content }) => sum + tokensPerMessage + countTokens(content), 0);
  let { earlier, passages } = parts;
  let messages = renderPrompt(parts);
  let tokens = size(messages);
  while (tokens > budgetTokens && (earlier.length > 0 || passages.length > 1)) {
    if (earlier.length > 0) earlier = earlier.slice(1);
    else passages = passages.slice(0, -1);
    messages = renderPrompt({ ...parts, earlier, passages });
    tokens = size(messages);
  }
  const [last] = passages;
  if (tokens <= budgetTokens || !last) return messages;
  const lastTokens = countTokens(last.text);
  const keptChars = Math.max(0, Math.floor((last.text.length * (lastTokens - (tokens - budgetTokens))) / lastTokens));
  return renderPrompt({ ...parts, earlier, passages: [{ ...last, text: last.text.slice(0, keptChars) }] });
}
