import type { ChatEvent } from '#contracts/chat-event';

/** A page that is loaded again comes back within this time. */
const graceMs = 1_000;

/** Events as they come, kept for readers who come later. What a turn tells is bounded by the length of an answer. */
export type EventLog = {
  add(event: ChatEvent): void;
  close(): void;
  /** From the first event until the log is closed, or the reader leaves. */
  read(leaves?: AbortSignal): AsyncGenerator<ChatEvent>;
};

/** @param onAbandoned called when the last reader has left before the end, and none has come in its place */
export function createEventLog(onAbandoned: () => void): EventLog {
  const events: ChatEvent[] = [];
  let isClosed = false;
  let readers = 0;
  const asleep: (() => void)[] = [];
  const announce = () => {
    for (const wake of asleep.splice(0)) wake();
  };
  const leave = () => {
    readers--;
    const timer = setTimeout(() => !isClosed && readers === 0 && onAbandoned(), graceMs);
    timer.unref();
  };

  async function* read(leaves?: AbortSignal): AsyncGenerator<ChatEvent> {
    let hasLeft = leaves?.aborted ?? false;
    const wakeToLeave = () => {
      hasLeft = true;
      announce();
    };
    readers++;
    leaves?.addEventListener('abort', wakeToLeave, { once: true });
    try {
      for (let next = 0; !hasLeft; ) {
        while (next < events.length) yield events[next++]!;
        if (isClosed) return;
        await new Promise<void>((wake) => asleep.push(wake));
      }
    } finally {
      leaves?.removeEventListener('abort', wakeToLeave);
      leave();
    }
  }

  return {
    add(event) {
      events.push(event);
      announce();
    },
    close() {
      isClosed = true;
      announce();
    },
    read,
  };
}
