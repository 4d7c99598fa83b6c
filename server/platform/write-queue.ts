import { setImmediate } from 'node:timers/promises';
import type { OpenTransaction } from './writer.ts';

const changesPerCommit = 64;

type Waiting = {
  change: (open: OpenTransaction) => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

export type CommitTogether = (work: (open: OpenTransaction) => Promise<void>) => Promise<void>;

/**
 * Changes to a database with one writer, in the order they came. Those that wait together are committed together, since
 * it is the commit that costs: each of several runs in a savepoint of its own, so one that fails takes nothing of the others along.
 * A change is told that it succeeded only after the commit that holds it.
 */
export class WriteQueue {
  readonly #commitTogether: CommitTogether;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(commitTogether: CommitTogether) {
    this.#commitTogether = commitTogether;
  }

  write<Result>(change: (open: OpenTransaction) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ change, resolve: resolve as (result: unknown) => void, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Returns when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What has arrived meanwhile is read first: it gets into the same commit, and answers that stream go on.
      await setImmediate();
      await this.#commit(this.#waiting.splice(0, changesPerCommit));
    }
    this.#running = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const settle: (() => void)[] = [];
    try {
      await this.#commitTogether(async (open) => {
        const run = batch.length === 1 ? runAlone : runInSavepoint;
        for (const each of batch) settle.push(await run(each, open));
      });
      for (const tell of settle) tell();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

/** One that fails takes the whole transaction along, which is nothing but itself. @returns what to tell the waiting one once the commit is done */
async function runAlone({ change, resolve }: Waiting, open: OpenTransaction): Promise<() => void> {
  const result = await change(open);
  return () => resolve(result);
}

/** @returns what to tell the waiting one once the commit is done */
async function runInSavepoint({ change, resolve, reject }: Waiting, open: OpenTransaction): Promise<() => void> {
  const { sql } = open;
  await sql.execute('SAVEPOINT change');
  try {
    const result = await change(open);
    await sql.execute('RELEASE change');
    return () => resolve(result);
  } catch (error) {
    await sql.execute('ROLLBACK TO change');
    await sql.execute('RELEASE change');
    return () => reject(error);
  }
}
