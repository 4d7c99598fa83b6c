import type { ConversationEvent } from '#contracts/conversation-event';
import { AppError } from '../platform/errors.ts';

const readersPerConversationLimit = 50;
/** A window this far behind reads the conversation anew instead. */
const waitingEventsLimit = 200;

type Reader = { conversationId: string; waiting: ConversationEvent[]; isBehind: boolean; wake(): void };

/** Tells every window that shows a conversation what happens to it. */
export type ConversationFeed = {
  tell(conversationId: string, event: ConversationEvent): void;
  /**
   * What `first` gives, and everything that has happened since it was called. Ends with `deleted`, when the signal aborts, and for a
   * reader that falls too far behind.
   * @throws AppError rate_limited at once
   */
  follow(conversationId: string, first: () => Promise<ConversationEvent>, signal: AbortSignal): AsyncGenerator<ConversationEvent>;
};

export function createConversationFeed(): ConversationFeed {
  const readers = new Set<Reader>();

  async function* read(conversationId: string, first: () => Promise<ConversationEvent>, signal: AbortSignal): AsyncGenerator<ConversationEvent> {
    const reader: Reader = { conversationId, waiting: [], isBehind: false, wake: () => {} };
    const leave = () => reader.wake();
    readers.add(reader);
    signal.addEventListener('abort', leave, { once: true });
    try {
      yield await first();
      while (!signal.aborted) {
        const woken = new Promise<void>((resolve) => (reader.wake = resolve));
        for (let event = reader.waiting.shift(); event; event = reader.waiting.shift()) {
          yield event;
          if (event.type === 'deleted') return;
        }
        if (reader.isBehind) return;
        await woken;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      readers.delete(reader);
    }
  }

  return {
    tell(conversationId, event) {
      for (const reader of readers) {
        if (reader.conversationId !== conversationId || reader.isBehind) continue;
        if (reader.waiting.length < waitingEventsLimit) reader.waiting.push(event);
        else reader.isBehind = true;
        reader.wake();
      }
    },
    follow(conversationId, first, signal) {
      if ([...readers].filter((reader) => reader.conversationId === conversationId).length >= readersPerConversationLimit) {
        const hint = 'Close some of them.';
        throw new AppError('rate_limited', `${readersPerConversationLimit} windows follow this conversation already`, { hint });
      }
      return read(conversationId, first, signal);
    },
  };
}
