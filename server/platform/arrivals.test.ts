import { expect, test, vi } from 'vitest';
import { collect } from '../testing/collect.ts';
import { Arrivals } from './arrivals.ts';

test('what arrives before and while it is read comes in its order, up to the end', async () => {
  const left = vi.fn();
  const arrivals = new Arrivals<number>(left);
  arrivals.push(1);
  arrivals.push(2);
  const heard = collect(arrivals);
  await Promise.resolve();
  setImmediate(() => {
    arrivals.push(3);
    arrivals.end();
    arrivals.push(4);
  });
  expect(await heard).toEqual([1, 2, 3]);
  expect(left).toHaveBeenCalledOnce();
});

test('what arrived before a failure is read before it, which is told once', async () => {
  const left = vi.fn();
  const arrivals = new Arrivals<number>(left);
  arrivals.push(1);
  arrivals.end(new Error('cut'));
  expect(await arrivals.next()).toEqual({ done: false, value: 1 });
  await expect(arrivals.next()).rejects.toThrow('cut');
  expect(await arrivals.next()).toEqual({ done: true, value: undefined });
  expect(left).toHaveBeenCalledOnce();
});

test('a failure is told a reader that waits', async () => {
  const arrivals = new Arrivals<number>(() => {});
  const waiting = expect(arrivals.next()).rejects.toThrow('cut');
  arrivals.end(new Error('cut'));
  await waiting;
});

test('a reader that leaves while it waits is let go, and gets nothing more', async () => {
  const left = vi.fn();
  const arrivals = new Arrivals<number>(left);
  const waiting = arrivals.next();
  await arrivals.return();
  arrivals.push(1);
  expect([await waiting, await arrivals.next()]).toEqual([{ done: true, value: undefined }, { done: true, value: undefined }]);
  expect(left).toHaveBeenCalledOnce();
});

test('who pushes is told when the reader waits for more', async () => {
  const empty = vi.fn();
  const arrivals = new Arrivals<number>(() => {}, empty);
  arrivals.push(1);
  await arrivals.next();
  expect(empty).not.toHaveBeenCalled();
  const next = arrivals.next();
  expect(empty).toHaveBeenCalledOnce();
  arrivals.push(2);
  expect((await next).value).toBe(2);
});
