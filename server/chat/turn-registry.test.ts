import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import { createConversationFeed } from '../conversations/conversation-feed.ts';
import { AppError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import type { Emit } from './chat-mode.ts';
import { createTurnRegistry, type TurnRegistry } from './turn-registry.ts';

let turns: TurnRegistry;
beforeEach(() => {
  turns = createTurnRegistry({ log: createLogger('silent'), conversationFeed: createConversationFeed() });
});
afterEach(() => turns[Symbol.asyncDispose]());

const anna = { userId: 'anna' };
const ben = { userId: 'ben' };
const startOf = (turnId: string): ChatEvent => ({
  type: 'turn-start',
  turnId,
  conversationId: 'c',
  question: { id: 'q', role: 'user', text: 'Hi', createdAt: '2026-01-01T00:00:00.000Z' },
  answerId: 'a',
  mode: 'llm',
  model: 'm',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Says a word, then waits to be stopped. */
const waiting = (turnId: string) =>
  async (emit: Emit, signal: AbortSignal): Promise<void> => {
    emit(startOf(turnId));
    emit({ type: 'text-delta', delta: 'Well' });
    await untilAborted(signal);
    emit({ type: 'turn-end', reason: 'cancelled' });
  };
async function typesOf(events: AsyncIterable<ChatEvent>): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of events) types.push(type);
  return types;
}

test('every reader gets all events, whenever it comes and even after the end', async () => {
  const turn = await turns.start(anna, 'c1', waiting('t1'));
  const early = typesOf(turn.events());
  turns.stop(anna, 't1');
  const all = ['turn-start', 'text-delta', 'turn-end'];
  expect([await early, await typesOf(turn.events())]).toEqual([all, all]);
  expect(turns.find(anna, 't1')).toBeUndefined();
});

test('nobody finds or stops the turn of another', async () => {
  const turn = await turns.start(anna, 'c1', waiting('t1'));
  expect(turns.find(ben, 't1')).toBeUndefined();
  turns.stop(ben, 't1');
  expect(turns.find(anna, 't1')).toBe(turn);
});

test('one conversation has one turn at a time, and is free again after a turn that could not begin', async () => {
  const failing = () => Promise.reject(new AppError('not_found', 'No such knowledge base'));
  await expect(turns.start(anna, 'c1', failing)).rejects.toMatchObject({ code: 'not_found' });
  await turns.start(anna, 'c1', waiting('t1'));
  await expect(turns.start(anna, 'c1', waiting('t2'))).rejects.toMatchObject({ code: 'conflict' });
  await turns.start(anna, 'c2', waiting('t3'));
});

test('a person has a limited number of turns at a time', async () => {
  for (let index = 0; index < 600; index++) await turns.start(anna, `c${index}`, waiting(`t${index}`));
  await expect(turns.start(anna, 'one more', waiting('t'))).rejects.toMatchObject({ code: 'rate_limited' });
  await turns.start(ben, 'of another', waiting('t-ben'));
});

test('a turn whose end cannot be stored ends as failed, with the reason', async () => {
  const breaking = async (emit: Emit): Promise<void> => {
    emit(startOf('t1'));
    throw new AppError('storage_full', 'The disk is full');
  };
  const events: ChatEvent[] = [];
  for await (const event of (await turns.start(anna, 'c1', breaking)).events()) events.push(event);
  expect(events.at(-1)).toEqual({
    type: 'turn-end',
    reason: 'failed',
    failure: { code: 'storage_full', message: 'The disk is full', hint: undefined },
  });
});
