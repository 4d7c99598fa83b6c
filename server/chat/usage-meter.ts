import type { Usage } from '#contracts/message';
import type { ChatModelEvent, PromptMessage } from '../models/chat-model.ts';
import { estimateTokens } from '../platform/tokens.ts';

/** Counts what a turn uses. What the model does not tell is estimated. */
export type UsageMeter = {
  sent(messages: readonly PromptMessage[]): void;
  received(delta: string): void;
  told(event: Exclude<ChatModelEvent, { type: 'text-delta' }>): void;
  read(): Usage;
};

export function startUsageMeter(): UsageMeter {
  const startedAt = performance.now();
  const sinceStart = () => Math.round(performance.now() - startedAt);
  let promptTokens = 0;
  let completionTokens = 0;
  let firstTokenMs: number | undefined;
  let isTold = false;
  let isCutShort: true | undefined;
  return {
    sent(messages) {
      promptTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
      completionTokens = 0;
    },
    received(delta) {
      firstTokenMs ??= sinceStart();
      if (!isTold) completionTokens += estimateTokens(delta);
    },
    told(event) {
      if (event.type === 'token-limit-reached') {
        isCutShort = true;
        return;
      }
      isTold = true;
      ({ promptTokens, completionTokens } = event);
    },
    read: () => ({ promptTokens, completionTokens, firstTokenMs, totalMs: sinceStart(), isCutShort }),
  };
}
