import type { PromptMessage } from '../../models/chat-model.ts';

const tokensPerMessage = 6;
const shortestChars = 400;

/** The outputs of tools in a message: between a line of the fence and the line that ends it. */
const outputsIn = (content: string, fence: string) => [...content.matchAll(new RegExp(`(?<=${fence}\n)[^]*?(?=\n${fence} end)`, 'g'))];

/** Halves the longest output until the messages fit, or nothing long is left: the model then says that it is too much. */
export function shortenOutputs(messages: readonly PromptMessage[], budgetTokens: number, fence: string, countTokens: (text: string) => number): PromptMessage[] {
  const fitting = [...messages];
  const sizes = fitting.map(({ content }) => tokensPerMessage + countTokens(content));
  for (let total = sizes.reduce((sum, size) => sum + size, 0); total > budgetTokens; total = sizes.reduce((sum, size) => sum + size, 0)) {
    const outputs = fitting.flatMap(({ content }, at) => outputsIn(content, fence).map(({ 0: text, index }) => ({ at, index, text })));
    const [longest] = outputs.sort((left, right) => right.text.length - left.text.length);
    if (!longest || longest.text.length <= shortestChars) break;
    const { at, index, text } = longest;
    const { content } = fitting[at]!;
    const kept = text.slice(0, Math.max(shortestChars - 1, Math.floor(text.length / 2)));
    fitting[at] = { ...fitting[at]!, content: content.slice(0, index) + kept + content.slice(index + text.length) };
    sizes[at] = tokensPerMessage + countTokens(fitting[at].content);
  }
  return fitting;
}
