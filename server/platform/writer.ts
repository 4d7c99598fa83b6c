import type { Client, InStatement } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from '../generated/prisma/client.ts';
import { Connection } from './connection.ts';
import { type Sql, sqlOf } from './sql.ts';

const transactionTimeoutMs = 300_000;

export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

/** A transaction as plain SQL, and in Prisma's words from when they are first asked for: those cost more than most changes. */
export type OpenTransaction = { sql: Sql; prisma(): Promise<Transaction> };

/** The one connection that changes the database. */
export type Writer = {
  /** Runs `work` in a transaction and commits it. What `work` throws undoes it. One at a time. */
  transact(work: (open: OpenTransaction) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** What is asked of a connection while a transaction is open; SQLite itself ends one after some failures. */
class Inside implements Pick<Connection, 'run'> {
  readonly #connection: Connection;
  #hasEnded = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  run: Connection['run'] = (sql, parameters) => {
    if (this.#hasEnded || !this.#connection.isInTransaction) throw new Error('The transaction has ended');
    return this.#connection.run(sql, parameters);
  };

  end(): void {
    this.#hasEnded = true;
    if (this.#connection.isInTransaction) this.#connection.run('ROLLBACK');
  }
}

/** Prisma begins and ends within a transaction that is ours to commit. */
function joining(current: () => Inside): Client {
  const join = (inside: Inside) => ({
    execute: async ({ sql, args }: Extract<InStatement, { sql: string }>) => inside.run(sql, args as Parameters<Connection['run']>[1]),
    commit: async () => {},
    rollback: async () => inside.end(),
  });
  return { transaction: async () => join(current()), close() {} } as unknown as Client;
}

class JoiningAdapter extends PrismaLibSql {
  readonly #client: Client;

  constructor(client: Client) {
    super({ url: ':memory:' });
    this.#client = client;
  }

  override createClient(): Client {
    return this.#client;
  }
}

/** Asks Prisma for its view of the open transaction, at most once; `end` waits until Prisma has let go of it. */
function prismaWithin(client: PrismaClient) {
  let asked: Promise<Transaction> | undefined;
  let left: Promise<void> | undefined;
  let leave = () => {};
  const ask = () =>
    new Promise<Transaction>((resolve, reject) => {
      const inside = async (transaction: Transaction) => {
        resolve(transaction);
        await new Promise<void>((end) => (leave = end));
      };
      left = client.$transaction(inside, { timeout: transactionTimeoutMs, maxWait: transactionTimeoutMs });
      left.catch(reject);
    });
  return {
    prisma: () => (asked ??= ask()),
    async end() {
      leave();
      await left;
    },
  };
}

/** The log is not synced at each commit: that is for who asked for it (WriteAheadLog). */
export function openWriter(file: string): Writer {
  const connection = new Connection(file);
  connection.run('PRAGMA synchronous = NORMAL');
  let current: Inside | undefined;
  const prismaClient = new PrismaClient({ adapter: new JoiningAdapter(joining(() => current!)) });
  return {
    async transact(work) {
      connection.run('BEGIN');
      const inside = new Inside(connection);
      current = inside;
      const { prisma, end } = prismaWithin(prismaClient);
      try {
        try {
          await work({ sql: sqlOf(inside), prisma });
        } finally {
          await end();
        }
        inside.run('COMMIT');
      } finally {
        inside.end();
      }
    },
    async close() {
      await prismaClient.$disconnect();
      connection[Symbol.dispose]();
    },
  };
}
