export type SqlValue = string | number | bigint | Uint8Array | null;

/** Plain SQL with `?` parameters, for what Prisma has no words for: full text, bulk rows, blobs. */
export type Sql = {
  query<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** @returns the number of rows changed */
  execute(sql: string, params?: readonly SqlValue[]): Promise<number>;
};

/** SQLite takes at most 32,766 parameters in a statement; longer lists go in slices. */
export const sqlParameterLimit = 30_000;
