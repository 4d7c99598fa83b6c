import { type Client, createClient, type Transaction as Connection } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from '../generated/prisma/client.ts';
import { type Sql, sqlOf } from './sql.ts';

export const busyTimeoutMs = 5_000;
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

/** Prisma begins and ends within a transaction that is ours to commit. */
function joining(client: Client, current: () => Connection): Client {
  const join = (connection: Connection) => ({
    execute: connection.execute.bind(connection),
    commit: async () => {},
    rollback: () => connection.rollback(),
  });
  return {
    protocol: client.protocol,
    get closed() {
      return client.closed;
    },
    execute: client.execute.bind(client),
    executeMultiple: client.executeMultiple.bind(client),
    transaction: async () => join(current()),
    close: () => client.close(),
  } as unknown as Client;
}

class JoiningAdapter extends PrismaLibSql {
  readonly #client: Client;

  constructor(url: string, client: Client) {
    super({ url });
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
export async function openWriter(url: string): Promise<Writer> {
  const client = createClient({ url, timeout: busyTimeoutMs });
  await client.execute('PRAGMA synchronous = NORMAL');
  let current: Connection | undefined;
  const prismaClient = new PrismaClient({ adapter: new JoiningAdapter(url, joining(client, () => current!)) });
  return {
    async transact(work) {
      const connection = await client.transaction('deferred');
      current = connection;
      const { prisma, end } = prismaWithin(prismaClient);
      try {
        try {
          await work({ sql: sqlOf(connection), prisma });
        } finally {
          await end();
        }
        await connection.commit();
      } finally {
        connection.close();
      }
    },
    async close() {
      await prismaClient.$disconnect();
      client.close();
    },
  };
}
