import type { TurnFailure } from '#contracts/message';
import type { ConversationFeed } from '../conversations/conversation-feed.ts';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Principal } from '../platform/principal.ts';
import type { Emit } from './chat-mode.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { serverStops } from './run-turn.ts';

const turnsPerPrincipalLimit = 600;
const stopWithinMs = 5_000;

/** A turn under way, or just ended. Any number of readers may follow it, each from its first event, until the turn ends or they leave. */
export type RunningTurn = { turnId: string; events: EventLog['read'] };

/** Tells of a turn as it goes; its first event is turn-start. */
export type Run = (emit: Emit, signal: AbortSignal) => Promise<void>;
type Entry = { principal: Principal; conversationId: string; abort: AbortController; done: Promise<void>; turn?: RunningTurn };

/** The turns under way. They go on when their readers leave, unless they are to stop then, and end when they are stopped or the server is. */
export type TurnRegistry = AsyncDisposable & {
  /**
   * Begins a turn and returns when its first event is there.
   * @throws what the turn threw before it; conflict while the conversation is being answered; rate_limited
   */
  start(principal: Principal, conversationId: string, run: Run, whenAbandoned?: 'finish' | 'stop'): Promise<RunningTurn>;
  find(principal: Principal, turnId: string): RunningTurn | undefined;
  /** Ends a turn within a token. Nothing happens when it is not under way. */
  stop(principal: Principal, turnId: string): void;
  stopConversation(conversationId: string): void;
};

function failureOf(error: unknown): TurnFailure {
  if (error instanceof AppError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: 'internal', message: 'The answer could not be stored' };
}

export function createTurnRegistry({ log, conversationFeed }: { log: Logger; conversationFeed: ConversationFeed }): TurnRegistry {
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

  /** Follows a turn to its end, whoever reads it. @throws what it threw before its first event */
  function drive(run: Run, entry: Entry, events: EventLog): Promise<RunningTurn> {
    return new Promise((begin, refuse) => {
      const emit: Emit = (event) => {
        events.add(event);
        if (event.type !== 'turn-start') return;
        const { turnId } = event;
        entry.turn = { turnId, events: events.read };
        conversationFeed.tell(entry.conversationId, { type: 'turn-started', turnId });
        begin(entry.turn);
      };
      const fail = (error: unknown) => {
        if (!entry.turn) return refuse(error);
        log.error({ err: error }, 'a turn could not be stored');
        emit({ type: 'turn-end', reason: 'failed', failure: failureOf(error) });
      };
      const leave = () => {
        entries.delete(entry);
        events.close();
        if (entry.turn) conversationFeed.tell(entry.conversationId, { type: 'turn-ended', turnId: entry.turn.turnId });
        else refuse(new Error('A turn begins with turn-start'));
      };
      entry.done = run(emit, entry.abort.signal).catch(fail).finally(leave);
    });
  }

  return {
    async start(principal, conversationId, run, whenAbandoned = 'finish') {
      refuseTooMany(principal, conversationId);
      const entry: Entry = { principal, conversationId, abort: new AbortController(), done: Promise.resolve() };
      entries.add(entry);
      return drive(run, entry, createEventLog(() => whenAbandoned === 'stop' && entry.abort.abort()));
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
