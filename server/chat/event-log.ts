import type { ChatEvent } from '#contracts/chat-event';
import { Arrivals } from '../platform/arrivals.ts';

/** A page that is loaded again comes back within this time. */
const graceMs = 1_000;

/** Events as they come, kept for readers who come later. What a turn tells is bounded by the length of an answer. */
export type EventLog = {
  add(event: ChatEvent): void;
  close(): void;
  /** From the first event until the log is closed, or the reader leaves. */
  read(leaves?: AbortSignal): AsyncIterableIterator<ChatEvent>;
};

/** @param onAbandoned called when the last reader has left before the end, and none has come in its place */
export function createEventLog(onAbandoned: () => void): EventLog {
  const events: ChatEvent[] = [];
  const readers = new Set<Arrivals<ChatEvent>>();
  let isClosed = false;

  function read(leaves?: AbortSignal): Arrivals<ChatEvent> {
    const stop = () => void reader.return();
    const reader = new Arrivals<ChatEvent>(() => {
      leaves?.removeEventListener('abort', stop);
      readers.delete(reader);
      setTimeout(() => !isClosed && readers.size === 0 && onAbandoned(), graceMs).unref();
    });
    readers.add(reader);
    for (const event of events) reader.push(event);
    if (isClosed) reader.end();
    if (leaves?.aborted) stop();
    leaves?.addEventListener('abort', stop, { once: true });
    return reader;
  }

  return {
    add(event) {
      events.push(event);
      for (const reader of readers) reader.push(event);
    },
    close() {
      isClosed = true;
      for (const reader of readers) reader.end();
    },
    read,
  };
}
