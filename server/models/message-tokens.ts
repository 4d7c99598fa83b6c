import { countTokens } from '../platform/tokens.ts';

export type CountedMessage = { role: string; content: string; name?: string };

/** Every answer is primed with <|start|>assistant<|message|>. */
const primingTokens = 3;
/** gpt-3.5-turbo-0301 wrote <|start|>{role}\n{content}<|end|>\n, and a name in place of the role. */
const turbo0301 = { perMessage: 4, perName: -1 };
const sinceThen = { perMessage: 3, perName: 1 };

const rulesOf = (model: string) => (/(^|\/)gpt-3\.5-turbo(-0301)?$/.test(model) ? turbo0301 : sinceThen);

/**
 * Tokens of a prompt, by the rule of OpenAI's cookbook (How to count tokens with tiktoken): what every message costs, and its values.
 * @param model decides the rule; other vendors' models are counted by the later one, in cl100k
 */
export function countMessageTokens(messages: readonly CountedMessage[], model = ''): number {
  const { perMessage, perName } = rulesOf(model);
  return messages.reduce((sum, { role, content, name }) => {
    const ofName = name === undefined ? 0 : perName + countTokens(name);
    return sum + perMessage + countTokens(role) + countTokens(content) + ofName;
  }, primingTokens);
}
