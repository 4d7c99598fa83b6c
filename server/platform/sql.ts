import type { Connection } from './connection.ts';

export type SqlValue = string | number | bigint | Uint8Array | Date | null;

/**
 * Plain SQL with `?` parameters, for what Prisma has no words for (full text, bulk rows, blobs) and for what every turn does: it
 * takes a tenth of the time. Columns declared BOOLEAN and DATETIME and blobs come as boolean, Date and Uint8Array.
 */
export type Sql = {
  query<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** @returns the number of rows changed */
  execute(sql: string, params?: readonly SqlValue[]): Promise<number>;
};

/** SQLite takes at most 32,766 parameters in a statement; longer lists go in slices. */
export const sqlParameterLimit = 30_000;

function asDeclared(value: unknown, type: string): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === null) return null;
  if (type === 'BOOLEAN') return value !== 0;
  if (type === 'DATETIME') return new Date(value as string | number);
  return value;
}

/** Plain SQL on a connection, or in a transaction of one. */
export function sqlOf(connection: Pick<Connection, 'run'>): Sql {
  return {
    async query<Row>(sql: string, params?: readonly SqlValue[]) {
      const { columns, columnTypes, rows } = connection.run(sql, params);
      return rows.map((row) => {
        const named: Record<string, unknown> = {};
        columns.forEach((name, index) => (named[name] = asDeclared(row[index], columnTypes[index]!)));
        return named as Row;
      });
    },
    execute: async (sql, params) => connection.run(sql, params).rowsAffected,
  };
}
