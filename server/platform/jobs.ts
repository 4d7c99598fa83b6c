import { randomUUID } from 'node:crypto';
import type { Job } from '../generated/prisma/client.ts';
import type { Database, Transaction } from './database.ts';
import { AppError } from './errors.ts';
import { failpoint } from './failpoints.ts';
import { asJobFailure, backOffMs, isGivenUp, isOutage } from './job-failure.ts';
import type { Logger } from './logger.ts';
import type { Sql } from './sql.ts';

/** A server that dies is rarely the job's fault, so more is allowed; a job that kills it every time still ends. */
const maxInterruptedAttempts = 10;
const leaseMs = 60_000;
const heartbeatMs = 20_000;
const pollMs = 1_000;

export type JobRun = { jobId: string; attempt: number; signal: AbortSignal };

/** What is left to write when the work is done: committed together with the end of the job, and told of afterwards. */
export type JobEnd = { commit(sql: Sql): Promise<void>; announce(): void };

export type JobHandler = {
  run(payload: unknown, run: JobRun): Promise<JobEnd | void>;
  /** Called once when the job is given up, inside the transaction that marks it failed. */
  onFailed(payload: unknown, error: AppError, transaction: Transaction, sql: Sql): Promise<void>;
};

export type NewJob = {
  kind: string;
  /** Jobs with the same key never run at the same time. */
  key: string;
  /** Jobs of one lane can be paused together. */
  lane?: string;
  payload: unknown;
  /** Lower goes first. */
  priority?: number;
};

export type Withdrawn = { keys: readonly string[] } | { lane: string };

/** A durable queue: a job that was added inside a committed transaction runs, also after a crash, until it ends or is given up. */
export type JobQueue = AsyncDisposable & {
  /** Adds a job in the caller's transaction; call `wake` after the commit. */
  add(transaction: Transaction, job: NewJob): Promise<string>;
  wake(): void;
  /** Stops the jobs with this key, waits for those running, and forgets them. */
  cancel(key: string): Promise<void>;
  /**
   * Stops the jobs of some keys, or of a whole lane, and forgets them in the transaction of a change that makes them needless.
   * A crash or a failure before its commit leaves them to run: nothing is left half done that no job would finish.
   */
  withdraw<Result>(jobs: Withdrawn, change: (transaction: Transaction, sql: Sql) => Promise<Result>): Promise<Result>;
  /** From now on no job of the lane runs; those running stop and go on from where they are when it is resumed. */
  pause(lane: string): Promise<void>;
  resume(lane: string): void;
  start(): Promise<void>;
  /** Jobs waiting or running now. */
  depth(): Promise<number>;
};

export function createJobQueue(options: {
  database: Database;
  log: Logger;
  handlers: Readonly<Record<string, JobHandler>>;
  workers: number;
  /** Called when no job is left and one was withdrawn, or interrupted by a crash: what it had half done may lie about. */
  onIdle?: () => Promise<void>;
}): JobQueue {
  const { database, log, handlers } = options;
  const running = new Map<string, { job: Job; abort: AbortController; done: Promise<void> }>();
  const pausedLanes = new Set<string>();
  const withdrawn = new Set<Withdrawn>();
  let stopped = false;
  let claiming: Promise<void> | undefined;
  let wakeAgain = false;
  let mayHaveLeftovers = false;
  let timer: NodeJS.Timeout | undefined;

  /**
   * Takes the next job whose key is free. The attempt is counted before the work, so a crash counts too. A job whose end
   * could not be written, as on a full disk, is marked running and is not: it is taken again when its lease has run out.
   */
  async function claim(): Promise<Job | undefined> {
    const held = [...withdrawn];
    const busyKeys = [...[...running.values()].map(({ job }) => job.key), ...held.flatMap((each) => ('keys' in each ? each.keys : []))];
    const closedLanes = [...pausedLanes, ...held.flatMap((each) => ('lane' in each ? [each.lane] : []))];
    const now = new Date();
    const isDue = { OR: [{ state: 'waiting', runAt: { lte: now } }, { state: 'running', leaseUntil: { lt: now } }] };
    const isInOpenLane = { OR: [{ lane: null }, { lane: { notIn: closedLanes } }] };
    const where = { key: { notIn: busyKeys }, AND: [isDue, isInOpenLane] };
    const orderBy = [{ priority: 'asc' as const }, { runAt: 'asc' as const }];
    if (!(await database.client.job.findFirst({ where, select: { id: true } }))) return undefined;
    return database.write(async (transaction) => {
      const next = await transaction.job.findFirst({ where, orderBy });
      if (!next) return undefined;
      return transaction.job.update({
        where: { id: next.id },
        data: { state: 'running', attempts: next.attempts + 1, leaseUntil: new Date(Date.now() + leaseMs) },
      });
    });
  }

  async function waitAndRetry(job: Job, error: AppError): Promise<void> {
    const attempts = isOutage(error) ? job.attempts - 1 : job.attempts;
    const runAt = new Date(Date.now() + backOffMs(error, job.attempts));
    await database.write((transaction) =>
      transaction.job.updateMany({
        where: { id: job.id },
        data: { state: 'waiting', attempts, runAt, leaseUntil: null, failure: error.message },
      }),
    );
  }

  /** Aborts what is running, and waits until it has ended; what was just being claimed has begun by then. */
  async function stopRunning(isMeant: (job: Job) => boolean): Promise<void> {
    await claiming;
    const affected = [...running.values()].filter(({ job }) => isMeant(job));
    for (const { abort } of affected) abort.abort();
    await Promise.all(affected.map(({ done }) => done));
  }

  /** Being stopped is no attempt. */
  async function park(job: Job): Promise<void> {
    await database.write((transaction) =>
      transaction.job.updateMany({ where: { id: job.id }, data: { state: 'waiting', attempts: job.attempts - 1, leaseUntil: null } }),
    );
  }

  async function giveUp(job: Job, error: AppError): Promise<void> {
    await database.write(async (transaction, sql) => {
      await handlers[job.kind]?.onFailed(JSON.parse(job.payload), error, transaction, sql);
      await transaction.job.deleteMany({ where: { id: job.id } });
    });
  }

  async function attempt(job: Job, signal: AbortSignal): Promise<void> {
    const handler = handlers[job.kind];
    try {
      if (!handler) throw new AppError('unsupported', `No work is known by the name "${job.kind}"`);
      if (job.attempts > maxInterruptedAttempts) {
        throw new AppError('unsupported', 'The server stopped each time it worked on this', { hint: 'The file may be damaged or too large to read. Save it anew, or split it.' });
      }
      const end = await handler.run(JSON.parse(job.payload), { jobId: job.id, attempt: job.attempts, signal });
      failpoint('jobs.done');
      await database.writeSql(async (sql) => {
        await end?.commit(sql);
        await sql.execute('DELETE FROM "Job" WHERE id = ?', [job.id]);
      });
      end?.announce();
    } catch (thrown) {
      if (signal.aborted) return park(job);
      const error = asJobFailure(thrown);
      if (error.code === 'internal') log.error({ err: thrown, job: job.id, kind: job.kind }, 'job failed');
      if (isGivenUp(error, job.attempts)) await giveUp(job, error);
      else await waitAndRetry(job, error);
    }
  }

  function launch(job: Job): void {
    const abort = new AbortController();
    const heartbeat = setInterval(() => {
      const data = { leaseUntil: new Date(Date.now() + leaseMs) };
      database
        .write((transaction) => transaction.job.updateMany({ where: { id: job.id }, data }))
        .catch((error: unknown) => log.warn({ err: error }, 'job heartbeat failed'));
    }, heartbeatMs);
    const done = attempt(job, abort.signal)
      .catch((error: unknown) => log.error({ err: error, job: job.id }, 'job bookkeeping failed'))
      .finally(() => {
        clearInterval(heartbeat);
        running.delete(job.id);
        queue.wake();
      });
    running.set(job.id, { job, abort, done });
  }

  async function fillWorkers(): Promise<void> {
    do {
      wakeAgain = false;
      while (!stopped && running.size < options.workers) {
        const job = await claim();
        if (!job) break;
        launch(job);
      }
    } while (wakeAgain && !stopped);
    if (!mayHaveLeftovers || stopped || running.size > 0 || (await queue.depth()) > 0) return;
    mayHaveLeftovers = false;
    await options.onIdle?.();
  }

  const queue: JobQueue = {
    async add(transaction, job) {
      const id = randomUUID();
      await transaction.job.create({
        data: { id, kind: job.kind, key: job.key, lane: job.lane ?? null, payload: JSON.stringify(job.payload), state: 'waiting', priority: job.priority ?? 0, runAt: new Date() },
      });
      return id;
    },
    wake() {
      wakeAgain = true;
      if (stopped) return;
      claiming ??= fillWorkers()
        .catch((error: unknown) => log.error({ err: error }, 'job queue cannot read its table'))
        .finally(() => {
          claiming = undefined;
          if (wakeAgain) queue.wake();
        });
    },
    async cancel(key) {
      await queue.withdraw({ keys: [key] }, async () => {});
    },
    async withdraw(jobs, change) {
      withdrawn.add(jobs);
      try {
        await stopRunning((job) => ('keys' in jobs ? jobs.keys.includes(job.key) : job.lane === jobs.lane));
        return await database.write(async (transaction, sql) => {
          await transaction.job.deleteMany({ where: 'keys' in jobs ? { key: { in: [...jobs.keys] } } : jobs });
          return change(transaction, sql);
        });
      } finally {
        withdrawn.delete(jobs);
        mayHaveLeftovers = true;
        queue.wake();
      }
    },
    async pause(lane) {
      pausedLanes.add(lane);
      await stopRunning((job) => job.lane === lane);
    },
    resume(lane) {
      pausedLanes.delete(lane);
      queue.wake();
    },
    async start() {
      // The data folder has one server, so whatever is marked running was interrupted.
      await database.write((transaction) => transaction.job.updateMany({ where: { state: 'running' }, data: { state: 'waiting', leaseUntil: null, runAt: new Date() } }));
      mayHaveLeftovers = true;
      timer = setInterval(() => queue.wake(), pollMs);
      queue.wake();
    },
    depth: () => database.client.job.count(),
    async [Symbol.asyncDispose]() {
      stopped = true;
      clearInterval(timer);
      await claiming;
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
  return queue;
}
