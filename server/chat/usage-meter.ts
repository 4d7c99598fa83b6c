import type { Usage } from '#contracts/message';
import type { TokenPrice } from '#contracts/provider-options';
import type { ChatModel, ChatModelEvent, PromptMessage } from '../models/chat-model.ts';
import { estimateTokens } from '../platform/tokens.ts';

/** Counts what a turn uses, over all the times it asks a model. What a model does not tell is estimated. */
export type UsageMeter = {
  /** A model is asked, or asked again. */
  sent(messages: readonly PromptMessage[], model: Pick<ChatModel, 'price'>): void;
  received(delta: string): void;
  told(event: Exclude<ChatModelEvent, { type: 'text-delta' }>): void;
  /** Something else than the answer was asked for, maybe while that was written. */
  aside(asked: { messages: readonly PromptMessage[]; text: string; usage?: Pick<Usage, 'promptTokens' | 'completionTokens'> }, model: Pick<ChatModel, 'price'>): void;
  read(): Usage;
};

type Asking = { promptTokens: number; completionTokens: number; price: TokenPrice | undefined };

const sumOf = (askings: readonly Asking[], count: (asking: Asking) => number) => askings.reduce((sum, asking) => sum + count(asking), 0);

/** Undefined without prices, and where they are in several currencies: what is added up is one. */
function costOf(askings: readonly Asking[]): Usage['cost'] {
  const priced = askings.filter(({ price }) => price);
  const [currency, ...others] = new Set(priced.map(({ price }) => price!.currency));
  if (currency === undefined || others.length > 0) return undefined;
  const millionths = sumOf(priced, ({ promptTokens, completionTokens, price }) => promptTokens * price!.promptPerMillion + completionTokens * price!.completionPerMillion);
  return { amount: millionths / 1e6, currency };
}

export function startUsageMeter(): UsageMeter {
  const startedAt = performance.now();
  const sinceStart = () => Math.round(performance.now() - startedAt);
  const askings: Asking[] = [];
  let firstTokenMs: number | undefined;
  let isTold = false;
  let isCutShort: true | undefined;
  return {
    sent(messages, { price }) {
      askings.push({ promptTokens: sumOfTokens(messages), completionTokens: 0, price });
      isTold = false;
    },
    received(delta) {
      firstTokenMs ??= sinceStart();
      const now = askings.at(-1);
      if (now && !isTold) now.completionTokens += estimateTokens(delta);
    },
    told(event) {
      if (event.type === 'token-limit-reached') isCutShort = true;
      const now = askings.at(-1);
      if (event.type !== 'usage' || !now) return;
      isTold = true;
      now.promptTokens = event.promptTokens;
      now.completionTokens = event.completionTokens;
    },
    aside({ messages, text, usage }, { price }) {
      askings.unshift({ promptTokens: sumOfTokens(messages), completionTokens: estimateTokens(text), ...usage, price });
    },
    read: () => ({
      promptTokens: sumOf(askings, ({ promptTokens }) => promptTokens),
      completionTokens: sumOf(askings, ({ completionTokens }) => completionTokens),
      cost: costOf(askings),
      firstTokenMs,
      totalMs: sinceStart(),
      isCutShort,
    }),
  };
}

const sumOfTokens = (messages: readonly PromptMessage[]) => messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
