import { createClient } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import Libsql from 'libsql';
import { copyFile } from 'node:fs/promises';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { busyTimeoutMs, Connection } from './connection.ts';
import { asStorageError } from './durable-files.ts';
import { messageOf } from './errors.ts';
import { failpoint } from './failpoints.ts';
import { migrate } from './migrations.ts';
import { RememberedReads } from './remembered-reads.ts';
import { type Sql, sqlOf } from './sql.ts';
import { WriteAheadLog } from './write-ahead-log.ts';
import { WriteQueue } from './write-queue.ts';
import { openWriter, type OpenTransaction, type Transaction } from './writer.ts';

export type { Transaction };

/** The only truth. Reads go to `client` or `sql` at any time; every change goes through `write`, in order. */
export type Database = AsyncDisposable & {
  client: PrismaClient;
  sql: Sql;
  /** A read of what is rarely changed, done once until it is. See RememberedReads. */
  remember: RememberedReads['remember'];
  /** Runs `change` in a transaction that is on disk when it returns, or has not happened. @throws AppError storage_full */
  write<Result>(change: (transaction: Transaction, sql: Sql) => Promise<Result>): Promise<Result>;
  /** The same, for a change that needs no Prisma: a fifth of its time, for what every turn does. */
  writeSql<Result>(change: (sql: Sql) => Promise<Result>): Promise<Result>;
};

/** Somebody else was first with a value that may be there only once. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Libsql.SqliteError) return error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** SQLite says "disk is full" in words of its own. */
function storageErrorOf(error: unknown): unknown {
  const isFull = /SQLITE_FULL|database or disk is full/.test(messageOf(error));
  return asStorageError(isFull ? Object.assign(new Error('no space', { cause: error }), { code: 'ENOSPC' }) : error);
}

const fileOf = (url: string) => url.replace(/^file:(\/\/)?/, '');

async function prepareFile(url: string, migrationsDir: string): Promise<void> {
  const client = createClient({ url, timeout: busyTimeoutMs });
  try {
    await client.execute('PRAGMA journal_mode = WAL');
    await migrate(client, migrationsDir, async () => {
      await client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
      await copyFile(fileOf(url), `${fileOf(url)}.before-upgrade`);
    });
  } finally {
    client.close();
  }
}

/** Opens the database, bringing its schema up to date. What was committed survives a power cut. */
export async function openDatabase({ url, migrationsDir }: { url: string; migrationsDir: string }): Promise<Database> {
  await prepareFile(url, migrationsDir);
  // Reads have connections of their own, so that they never wait for a write.
  const client = new PrismaClient({ adapter: new PrismaLibSql({ url, timeout: busyTimeoutMs }) });
  const reader = new Connection(fileOf(url));
  const writer = openWriter(fileOf(url));
  // The first read makes the file of the log.
  reader.run('SELECT count(*) FROM sqlite_schema');
  const log = await WriteAheadLog.open(fileOf(url));
  const queue = new WriteQueue(async (work) => {
    await writer.transact(async (open) => {
      await work(open);
      failpoint('database.commit');
    });
    await log.sync();
  });
  const reads = new RememberedReads();

  async function inOrder<Result>(change: (open: OpenTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await reads.during((watch) => queue.write((open) => change(watch(open))));
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  return {
    client,
    sql: sqlOf(reader),
    remember: (key, load) => reads.remember(key, load),
    write: (change) => inOrder(async ({ sql, prisma }) => change(await prisma(), sql)),
    writeSql: (change) => inOrder(({ sql }) => change(sql)),
    async [Symbol.asyncDispose]() {
      await queue.idle();
      await writer.close();
      await log[Symbol.asyncDispose]();
      reader[Symbol.dispose]();
      await client.$disconnect();
    },
  };
}
