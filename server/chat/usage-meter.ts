import type { Usage } from '#contracts/message';
import type { ChatModelEvent, PromptMessage } from '../models/chat-model.ts';
import { estimateTokens } from '../platform/tokens.ts';

/** Counts what a turn uses, over all the times it asks a model. What a model does not tell is estimated. */
export type UsageMeter = {
  /** A model is asked, or asked again. */
  sent(messages: readonly PromptMessage[]): void;
  received(delta: string): void;
  told(event: Exclude<ChatModelEvent, { type: 'text-delta' }>): void;
  read(): Usage;
};

export function startUsageMeter(): UsageMeter {
  const startedAt = performance.now();
  const sinceStart = () => Math.round(performance.now() - startedAt);
  const before = { promptTokens: 0, completionTokens: 0 };
  let now = { promptTokens: 0, completionTokens: 0 };
  let firstTokenMs: number | undefined;
  let isTold = false;
  let isCutShort: true | undefined;
  return {
    sent(messages) {
      before.promptTokens += now.promptTokens;
      before.completionTokens += now.completionTokens;
      now = { promptTokens: messages.reduce((sum, { content }) => sum + estimateTokens(content), 0), completionTokens: 0 };
      isTold = false;
    },
    received(delta) {
      firstTokenMs ??= sinceStart();
      if (!isTold) now.completionTokens += estimateTokens(delta);
    },
    told(event) {
      if (event.type === 'token-limit-reached') isCutShort = true;
      if (event.type !== 'usage') return;
      isTold = true;
      now = { promptTokens: event.promptTokens, completionTokens: event.completionTokens };
    },
    read: () => ({
      promptTokens: before.promptTokens + now.promptTokens,
      completionTokens: before.completionTokens + now.completionTokens,
      firstTokenMs,
      totalMs: sinceStart(),
      isCutShort,
    }),
  };
}
