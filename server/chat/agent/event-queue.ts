import type { ChatEvent } from '#contracts/chat-event';
import { AppError } from '../../platform/errors.ts';

/** Events of work that goes on beside their reader. What an agent yields is bounded by its steps and the length of answers. */
export type EventQueue = {
  push(event: ChatEvent): void;
  end(): void;
  fail(error: unknown): void;
  /** Ends at once when the signal aborts. @throws what the work failed with; AppError cancelled */
  read(signal: AbortSignal): AsyncGenerator<ChatEvent>;
};

export function createEventQueue(): EventQueue {
  const events: ChatEvent[] = [];
  let ended: { error?: unknown } | undefined;
  let wake = () => {};
  return {
    push(event) {
      events.push(event);
      wake();
    },
    end() {
      ended ??= {};
      wake();
    },
    fail(error) {
      ended ??= { error };
      wake();
    },
    async *read(signal) {
      const onAbort = () => wake();
      signal.addEventListener('abort', onAbort);
      try {
        for (;;) {
          while (events.length > 0 && !signal.aborted) yield events.shift()!;
          if (signal.aborted) throw new AppError('cancelled', 'The operation was cancelled');
          if (ended && 'error' in ended) throw ended.error;
          if (ended) return;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
