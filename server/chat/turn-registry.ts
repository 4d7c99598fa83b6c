import type { ChatEvent } from '#contracts/chat-event';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Principal } from '../platform/principal.ts';
import { serverStops } from './run-turn.ts';

const turnsPerPrincipalLimit = 600;
const stopWithinMs = 5_000;

/** A turn under way, or just ended. Any number of readers may follow it, each from its first event. */
export type RunningTurn = { turnId: string; events(): AsyncGenerator<ChatEvent> };

type Run = (signal: AbortSignal) => AsyncGenerator<ChatEvent>;
type Entry = { principal: Principal; conversationId: string; abort: AbortController; done: Promise<void>; turn?: RunningTurn };

/** The turns under way. They go on when their readers leave, and end when they are stopped or the server is. */
export type TurnRegistry = AsyncDisposable & {
  /**
   * Begins a turn and returns when its first event is there.
   * @throws what the turn threw before it; conflict while the conversation is being answered; rate_limited
   */
  start(principal: Principal, conversationId: string, run: Run): Promise<RunningTurn>;
  find(principal: Principal, turnId: string): RunningTurn | undefined;
  /** Ends a turn within a token. Nothing happens when it is not under way. */
  stop(principal: Principal, turnId: string): void;
  stopConversation(conversationId: string): void;
};

/** Events as they come, kept for readers who come later. What a turn yields is bounded by the length of an answer. */
function createEventLog() {
  const events: ChatEvent[] = [];
  let isClosed = false;
  let wake = () => {};
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const announce = () => {
    wake();
    changed = new Promise<void>((resolve) => (wake = resolve));
  };
  return {
    add(event: ChatEvent) {
      events.push(event);
      announce();
    },
    close() {
      isClosed = true;
      announce();
    },
    async *read(): AsyncGenerator<ChatEvent> {
      for (let next = 0; ;) {
        while (next < events.length) yield events[next++]!;
        if (isClosed) return;
        await changed;
      }
    },
  };
}

export function createTurnRegistry({ log }: { log: Logger }): TurnRegistry {
  const entries = new Set<Entry>();
  const entriesOf = (principal: Principal) => [...entries].filter((entry) => entry.principal.userId === principal.userId);
  const findEntry = (principal: Principal, turnId: string) => entriesOf(principal).find((entry) => entry.turn?.turnId === turnId);

  function refuseTooMany(principal: Principal, conversationId: string): void {
    if ([...entries].some((entry) => entry.conversationId === conversationId)) {
      throw new AppError('conflict', 'This conversation is being answered already', { hint: 'Wait for the answer, or stop it.' });
    }
    if (entriesOf(principal).length >= turnsPerPrincipalLimit) {
      throw new AppError('rate_limited', `${turnsPerPrincipalLimit} answers are under way`, { hint: 'Wait until one of them has ended.' });
    }
  }

  /** Follows a turn to its end, whoever reads it. */
  async function drive(source: AsyncGenerator<ChatEvent>, add: (event: ChatEvent) => void): Promise<void> {
    try {
      for await (const event of source) add(event);
    } catch (error) {
      log.error({ err: error }, 'a turn could not be stored');
      const failure =
        error instanceof AppError
          ? { code: error.code, message: error.message, hint: error.hint }
          : { code: 'internal' as const, message: 'The answer could not be stored' };
      add({ type: 'turn-end', reason: 'failed', failure });
    }
  }

  return {
    async start(principal, conversationId, run) {
      refuseTooMany(principal, conversationId);
      const entry: Entry = { principal, conversationId, abort: new AbortController(), done: Promise.resolve() };
      entries.add(entry);
      try {
        const source = run(entry.abort.signal);
        const first = await source.next();
        if (first.done || first.value.type !== 'turn-start') throw new Error('A turn begins with turn-start');
        const events = createEventLog();
        events.add(first.value);
        entry.turn = { turnId: first.value.turnId, events: events.read };
        entry.done = drive(source, events.add).finally(() => {
          entries.delete(entry);
          events.close();
        });
        return entry.turn;
      } catch (error) {
        entries.delete(entry);
        throw error;
      }
    },
    find: (principal, turnId) => findEntry(principal, turnId)?.turn,
    stop: (principal, turnId) => findEntry(principal, turnId)?.abort.abort(),
    stopConversation(conversationId) {
      for (const entry of entries) if (entry.conversationId === conversationId) entry.abort.abort();
    },
    async [Symbol.asyncDispose]() {
      for (const { abort } of entries) abort.abort(serverStops);
      const ended = Promise.all([...entries].map(({ done }) => done));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, stopWithinMs).unref())]);
    },
  };
}
