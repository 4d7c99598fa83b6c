import { expect, test, vi } from 'vitest';
import { AppError } from '../platform/errors.ts';
import { collect } from '../testing/collect.ts';
import type { ChatModelEvent } from './chat-model.ts';
import { ModelQueue, streamInTurn } from './model-queue.ts';

const never = new AbortController().signal;

async function* say(delta: string): AsyncGenerator<ChatModelEvent> {
  yield { type: 'text-delta', delta };
}

test('who comes first works first, and the others learn their place as it changes', async () => {
  const queue = new ModelQueue(1);
  const places: string[] = [];
  const order: string[] = [];
  const enter = async (name: string) => {
    const leave = await queue.enter(never, (place) => places.push(`${name}${place}`));
    order.push(name);
    return leave;
  };
  const first = await enter('a');
  const second = enter('b');
  const third = enter('c');
  first();
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(['a', 'b', 'c']);
  expect(places).toEqual(['b1', 'c2', 'c1']);
  expect(queue.isBusy).toBe(false);
});

test('whoever stops waiting leaves at once, and the next moves up', async () => {
  const queue = new ModelQueue(1);
  const leave = await queue.enter(never);
  const stop = new AbortController();
  const places: number[] = [];
  const gone = queue.enter(stop.signal);
  const next = queue.enter(never, (place) => places.push(place));
  stop.abort();
  await expect(gone).rejects.toMatchObject({ code: 'cancelled' });
  expect(places).toEqual([2, 1]);
  leave();
  (await next)();
});

test('several may work at a time where the limit lets them', async () => {
  const queue = new ModelQueue(2);
  await queue.enter(never);
  const leave = await queue.enter(never);
  const third = queue.enter(never);
  expect(queue.waitingCount).toBe(1);
  leave();
  await third;
  expect(queue.waitingCount).toBe(0);
});

test('a stream tells its place before its answer, and frees the model when its reader goes away', async () => {
  const queue = new ModelQueue(1);
  const leave = await queue.enter(never);
  const waiting = collect(streamInTurn(queue, never, () => say('hello')));
  const leaving = streamInTurn(queue, never, () => say('never read'));
  expect(await leaving.next()).toMatchObject({ value: { type: 'place-in-queue', place: 2 } });
  await leaving.return(undefined);
  expect(queue.waitingCount).toBe(1);
  leave();
  expect(await waiting).toEqual([{ type: 'place-in-queue', place: 1 }, { type: 'text-delta', delta: 'hello' }]);
  expect(queue.isBusy).toBe(false);
});

test('an answer that fails frees the model', async () => {
  const queue = new ModelQueue(1);
  async function* fail(): AsyncGenerator<ChatModelEvent> {
    yield* say('half');
    throw new Error('broken');
  }
  await expect(collect(streamInTurn(queue, never, fail))).rejects.toThrow('broken');
  expect(queue.isBusy).toBe(false);
});

test('a queue has an end: who comes behind a thousand, or waits for ten minutes, is told to come again', async () => {
  vi.useFakeTimers();
  try {
    const queue = new ModelQueue(1);
    const leave = await queue.enter(never);
    const waiting = Array.from({ length: 1_000 }, () => queue.enter(never).catch((error: unknown) => error));
    await expect(queue.enter(never)).rejects.toMatchObject({ code: 'rate_limited' });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect((await Promise.all(waiting)).every((end) => end instanceof AppError && end.code === 'timed_out')).toBe(true);
    expect(queue.waitingCount).toBe(0);
    leave();
    (await queue.enter(never))();
  } finally {
    vi.useRealTimers();
  }
});
