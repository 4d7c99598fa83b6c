import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from './database.ts';
import { AppError } from './errors.ts';
import { createJobQueue, type JobHandler, type JobQueue } from './jobs.ts';
import { createLogger } from './logger.ts';

const log = createLogger('silent');
let database: Database;
const open: JobQueue[] = [];
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  for (const queue of open.splice(0)) await queue[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function createQueue(handler: Partial<JobHandler>, workers = 2): JobQueue {
  const handlers = { work: { run: async () => {}, onFailed: async () => {}, ...handler } };
  const queue = createJobQueue({ database, log, handlers, workers });
  open.push(queue);
  return queue;
}

async function addJob(queue: JobQueue, job: { key?: string; payload?: unknown; priority?: number } = {}): Promise<string> {
  const id = await database.write((transaction) => queue.add(transaction, { kind: 'work', key: 'a', payload: null, ...job }));
  queue.wake();
  return id;
}

const untilIdle = (queue: JobQueue) => vi.waitFor(async () => expect(await queue.depth()).toBe(0), { timeout: 10_000 });

test('a job runs once and is forgotten when it is done', async () => {
  const seen: unknown[] = [];
  const queue = createQueue({ run: async (payload) => void seen.push(payload) });
  await queue.start();
  await addJob(queue, { payload: { documentId: 'x' } });
  await untilIdle(queue);
  expect(seen).toEqual([{ documentId: 'x' }]);
});

test('jobs with one key never run at the same time, others do', async () => {
  const now = new Set<unknown>();
  let together = 0;
  const queue = createQueue(
    {
      async run(payload) {
        expect(now.has(payload)).toBe(false);
        now.add(payload);
        together = Math.max(together, now.size);
        await vi.waitFor(() => expect(together).toBe(2), { timeout: 5_000 });
        now.delete(payload);
      },
    },
    4,
  );
  for (const key of ['a', 'a', 'b', 'b']) await addJob(queue, { key, payload: key });
  await queue.start();
  await untilIdle(queue);
  expect(together).toBe(2);
});

test('lower priority numbers go first', async () => {
  const order: unknown[] = [];
  const queue = createQueue({ run: async (payload) => void order.push(payload) }, 1);
  await database.write(async (transaction) => {
    await queue.add(transaction, { kind: 'work', key: 'large', payload: 'large', priority: 1 });
    await queue.add(transaction, { kind: 'work', key: 'small', payload: 'small' });
  });
  await queue.start();
  await untilIdle(queue);
  expect(order).toEqual(['small', 'large']);
});

test('a job that an ended process left running goes on after the next start, with that attempt counted', async () => {
  const attempts: number[] = [];
  const queue = createQueue({ run: async (_payload, { attempt }) => void attempts.push(attempt) });
  const id = await addJob(queue);
  await database.write((transaction) => transaction.job.update({ where: { id }, data: { state: 'running', attempts: 1 } }));
  await queue.start();
  await untilIdle(queue);
  expect(attempts).toEqual([2]);
});

test('an unsupported document is given up at once, with its reason', async () => {
  const failures: AppError[] = [];
  const queue = createQueue({
    run: async () => {
      throw new AppError('unsupported', 'encrypted');
    },
    onFailed: async (_payload, error) => void failures.push(error),
  });
  await queue.start();
  await addJob(queue);
  await untilIdle(queue);
  expect(failures.map(({ message }) => message)).toEqual(['encrypted']);
});

test('an unexpected failure is tried again later, and given up after the third', async () => {
  let runs = 0;
  const failures: AppError[] = [];
  const queue = createQueue({
    run: async () => {
      runs++;
      throw new Error('strange');
    },
    onFailed: async (_payload, error) => void failures.push(error),
  });
  await queue.start();
  const id = await addJob(queue);
  for (const run of [1, 2]) {
    await vi.waitFor(async () => expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: run, failure: 'strange' }));
    await database.write((transaction) => transaction.job.update({ where: { id }, data: { runAt: new Date() } }));
    queue.wake();
  }
  await untilIdle(queue);
  expect([runs, failures[0]?.code]).toEqual([3, 'internal']);
});

test('an outage counts no attempt: the job waits and ends when the provider is back', async () => {
  let isDown = true;
  const queue = createQueue({
    run: async () => {
      if (isDown) throw new AppError('unavailable', 'down');
    },
  });
  await queue.start();
  const id = await addJob(queue);
  await vi.waitFor(async () => expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: 0, failure: 'down' }));
  isDown = false;
  await database.write((transaction) => transaction.job.update({ where: { id }, data: { runAt: new Date() } }));
  queue.wake();
  await untilIdle(queue);
});

test('a disk without space is an outage, whoever noticed it', async () => {
  const queue = createQueue({
    run: async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    },
  });
  await queue.start();
  const id = await addJob(queue);
  await vi.waitFor(async () => expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: 0, failure: expect.stringContaining('full') }));
});

test('a job whose end could not be written is taken again when its lease has run out', async () => {
  const queue = createQueue({});
  await queue.start();
  await database.write(async (transaction) => {
    const id = await queue.add(transaction, { kind: 'work', key: 'a', payload: null });
    await transaction.job.update({ where: { id }, data: { state: 'running', attempts: 1, leaseUntil: new Date(Date.now() - 1) } });
  });
  queue.wake();
  await untilIdle(queue);
});

test('an orderly stop parks the running job without counting it', async () => {
  const queue = createQueue({
    run: (_payload, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  });
  await queue.start();
  const id = await addJob(queue);
  await vi.waitFor(async () => expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'running' }));
  await open.pop()![Symbol.asyncDispose]();
  expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: 0 });
});

test('cancelling stops what runs under the key and forgets what waits', async () => {
  let aborted = false;
  const queue = createQueue(
    {
      run: (_payload, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('stopped'));
          }),
        ),
    },
    1,
  );
  await queue.start();
  const id = await addJob(queue);
  await addJob(queue);
  await vi.waitFor(async () => expect(await database.client.job.findUnique({ where: { id } })).toMatchObject({ state: 'running' }));
  await queue.cancel('a');
  expect([aborted, await queue.depth()]).toEqual([true, 0]);
});

test('a job that ended the process ten times is given up with a way out', async () => {
  const failures: AppError[] = [];
  const queue = createQueue({ onFailed: async (_payload, error) => void failures.push(error) });
  const id = await addJob(queue);
  await database.write((transaction) => transaction.job.update({ where: { id }, data: { attempts: 10 } }));
  await queue.start();
  await untilIdle(queue);
  expect(failures[0]).toMatchObject({ code: 'unsupported', details: { hint: expect.stringContaining('damaged') } });
});

test('withdrawn jobs are forgotten together with a change, and run again when the change fails', async () => {
  let runs = 0;
  const queue = createQueue({
    async run(_payload, { signal }) {
      runs++;
      if (runs < 3) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
    },
  });
  await queue.start();
  await addJob(queue, { key: 'a' });
  await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
  await expect(queue.withdraw({ keys: ['a'] }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await vi.waitFor(() => expect(runs).toBe(2), { timeout: 10_000 });
  expect(await queue.withdraw({ keys: ['a'] }, async (transaction) => transaction.job.count())).toBe(0);
  expect(await queue.depth()).toBe(0);
  expect(runs).toBe(2);
});

test('a lane is withdrawn as a whole, and other lanes go on', async () => {
  const seen: unknown[] = [];
  const queue = createQueue({ run: async (payload) => void seen.push(payload) });
  await database.write(async (transaction) => {
    for (const lane of ['one', 'two']) await queue.add(transaction, { kind: 'work', key: lane, lane, payload: lane });
  });
  await queue.withdraw({ lane: 'one' }, async () => {});
  await queue.start();
  await untilIdle(queue);
  expect(seen).toEqual(['two']);
});
