import { createClient } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { copyFile } from 'node:fs/promises';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { asStorageError } from './durable-files.ts';
import { messageOf } from './errors.ts';
import { failpoint } from './failpoints.ts';
import { migrate } from './migrations.ts';
import { RememberedReads } from './remembered-reads.ts';
import type { Sql } from './sql.ts';
import { WriteQueue } from './write-queue.ts';

const busyTimeoutMs = 5_000;
const transactionTimeoutMs = 300_000;

export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

/** The only truth. Reads go to `client` or `sql` at any time; every change goes through `write`, in order. */
export type Database = AsyncDisposable & {
  client: PrismaClient;
  sql: Sql;
  /** A read of what is rarely changed, done once until it is. See RememberedReads. */
  remember: RememberedReads['remember'];
  /** Runs `change` in a transaction that is on disk when it returns, or has not happened. @throws AppError storage_full */
  write<Result>(change: (transaction: Transaction, sql: Sql) => Promise<Result>): Promise<Result>;
};

function sqlOf(client: Pick<PrismaClient, '$queryRawUnsafe' | '$executeRawUnsafe'>): Sql {
  return {
    query: (sql, params = []) => client.$queryRawUnsafe(sql, ...params),
    execute: (sql, params = []) => client.$executeRawUnsafe(sql, ...params),
  };
}

/** Somebody else was first with a value that may be there only once. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** SQLite says "disk is full" in words of its own. */
function storageErrorOf(error: unknown): unknown {
  const isFull = /SQLITE_FULL|database or disk is full/.test(messageOf(error));
  return asStorageError(isFull ? Object.assign(new Error('no space', { cause: error }), { code: 'ENOSPC' }) : error);
}

async function prepareFile(url: string, migrationsDir: string): Promise<void> {
  const client = createClient({ url, timeout: busyTimeoutMs });
  try {
    await client.execute('PRAGMA journal_mode = WAL');
    await migrate(client, migrationsDir, async () => {
      await client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
      const file = url.replace(/^file:(\/\/)?/, '');
      await copyFile(file, `${file}.before-upgrade`);
    });
  } finally {
    client.close();
  }
}

/** Opens the database, bringing its schema up to date. `synchronous` stays FULL, SQLite's default: what was committed survives a power cut. */
export async function openDatabase(options: { url: string; migrationsDir: string }): Promise<Database> {
  await prepareFile(options.url, options.migrationsDir);
  // The adapter lets nothing else through while a transaction is open; with a client of their own, reads never wait for a write.
  const connect = () => new PrismaClient({ adapter: new PrismaLibSql({ url: options.url, timeout: busyTimeoutMs }) });
  const client = connect();
  const writer = connect();
  const queue = new WriteQueue<Transaction>((work) =>
    writer.$transaction(
      async (transaction) => {
        await work(transaction, sqlOf(transaction));
        failpoint('database.commit');
      },
      { timeout: transactionTimeoutMs, maxWait: transactionTimeoutMs },
    ),
  );
  const reads = new RememberedReads();
  return {
    client,
    sql: sqlOf(client),
    remember: (key, load) => reads.remember(key, load),
    async write(change) {
      try {
        return await reads.during((watched) => queue.write((transaction, sql) => change(...watched(transaction, sql))));
      } catch (error) {
        throw storageErrorOf(error);
      }
    },
    async [Symbol.asyncDispose]() {
      await queue.idle();
      await writer.$disconnect();
      await client.$disconnect();
    },
  };
}
