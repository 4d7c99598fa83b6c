import type { Client, ResultSet, Transaction, Value } from '@libsql/client';

export type SqlValue = string | number | bigint | Uint8Array | Date | null;

/**
 * Plain SQL with `?` parameters, for what Prisma has no words for (full text, bulk rows, blobs) and for what every turn does: it
 * takes a fifth of the time. Columns declared BOOLEAN and DATETIME and blobs come as boolean, Date and Uint8Array.
 */
export type Sql = {
  query<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** @returns the number of rows changed */
  execute(sql: string, params?: readonly SqlValue[]): Promise<number>;
};

/** SQLite takes at most 32,766 parameters in a statement; longer lists go in slices. */
export const sqlParameterLimit = 30_000;

function asParameter(value: SqlValue) {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  // As Prisma writes it, so that dates sort as text whoever wrote them.
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return value;
}

function asDeclared(value: Value, type: string): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === null) return null;
  if (type === 'BOOLEAN') return value !== 0;
  if (type === 'DATETIME') return new Date(value as string | number);
  return value;
}

function rowsOf<Row>({ columns, columnTypes, rows }: ResultSet): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, asDeclared(row[index]!, columnTypes[index]!)])) as Row);
}

/** Plain SQL on a connection, or in a transaction of one. */
export function sqlOf(connection: Pick<Client | Transaction, 'execute'>): Sql {
  const run = (sql: string, params: readonly SqlValue[] = []) => connection.execute({ sql, args: params.map(asParameter) });
  return {
    query: async (sql, params) => rowsOf(await run(sql, params)),
    execute: async (sql, params) => (await run(sql, params)).rowsAffected,
  };
}
