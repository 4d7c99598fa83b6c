import { createClient } from '@libsql/client';
import type { Sql } from './sql.ts';

const busyTimeoutMs = 5_000;

/** The database as it was at one instant, to be read for as long as it takes while others go on writing. */
export type Snapshot = AsyncDisposable & Pick<Sql, 'query'>;

/** Blobs come as bytes, whole numbers as numbers, times and truth values as SQLite keeps them. */
export async function openSnapshot(databaseUrl: string): Promise<Snapshot> {
  const client = createClient({ url: databaseUrl, timeout: busyTimeoutMs });
  const transaction = await client.transaction('read');
  // A read transaction sees what was committed before its first reading.
  await transaction.execute('SELECT count(*) FROM sqlite_schema');
  return {
    async query<Row>(sql: string, params: Parameters<Sql['query']>[1] = []) {
      const { rows, columns } = await transaction.execute({ sql, args: [...params] });
      return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] instanceof ArrayBuffer ? new Uint8Array(row[index]) : row[index]])) as Row);
    },
    async [Symbol.asyncDispose]() {
      transaction.close();
      client.close();
    },
  };
}
