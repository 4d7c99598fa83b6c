import Libsql from 'libsql';
import type { SqlValue } from './sql.ts';

export const busyTimeoutMs = 5_000;

const mostKept = 200;
/** Of a statement: its text, and the values it was last run with, which SQLite holds until it is run again. */
const mostKeptBytes = 64 * 1024;
const bytesOfValue = 64;

/** Prisma gives truth values as well. */
type Parameter = SqlValue | boolean;
type Prepared = { statement: Libsql.Statement; parameters: number; columns: string[]; columnTypes: string[] };

/** Values as SQLite keeps them: bytes as ArrayBuffer, whole numbers as number. */
export type SqlResult = { columns: readonly string[]; columnTypes: readonly string[]; rows: unknown[][]; rowsAffected: number };

function bound(value: Parameter): string | number | bigint | Uint8Array | null {
  if (typeof value === 'boolean') return Number(value);
  // As Prisma writes it, so that dates sort as text whoever wrote them.
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`SQLite does not keep ${value}`);
  if (value === undefined) throw new TypeError('A parameter of a statement is missing');
  return value;
}

function read(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (value < Number.MIN_SAFE_INTEGER || value > Number.MAX_SAFE_INTEGER) throw new RangeError(`${value} is beyond the whole numbers of JavaScript`);
    return Number(value);
  }
  return value instanceof Uint8Array ? value.buffer : value;
}

function heldBytes(sql: string, values: readonly ReturnType<typeof bound>[]): number {
  let bytes = sql.length;
  for (const value of values) bytes += bytesOfValue + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 0);
  return bytes;
}

/**
 * A connection that keeps the statements it prepared, by their text: to prepare one takes longer than to run it. Each is read to its
 * end at once, so that none holds back a checkpoint, and SQLite itself prepares anew those older than a change of the schema.
 */
export class Connection implements Disposable {
  readonly #database: Libsql.Database;
  readonly #kept = new Map<string, Prepared>();

  constructor(file: string) {
    this.#database = new Libsql(file, { timeout: busyTimeoutMs });
  }

  get isInTransaction(): boolean {
    return this.#database.open && this.#database.inTransaction;
  }

  /** @throws Libsql.SqliteError */
  run(sql: string, parameters: readonly Parameter[] = []): SqlResult {
    if (!this.#database.open) throw new Error('The database is closed');
    const values = parameters.map(bound);
    const prepared = this.#prepare(sql, values);
    const { statement } = prepared;
    if (prepared.columns.length === 0) return { columns: [], columnTypes: [], rows: [], rowsAffected: statement.run(values).changes };
    const rows = (statement.all(values) as unknown[][]).map((row) => row.map(read));
    // Those of `*` are others after a change of the schema.
    if (rows.length > 0 && rows[0]!.length !== prepared.columns.length) Object.assign(prepared, columnsOf(statement));
    return { columns: prepared.columns, columnTypes: prepared.columnTypes, rows, rowsAffected: 0 };
  }

  /** The statement that was used last is the last of those kept. */
  #prepare(sql: string, values: readonly ReturnType<typeof bound>[]): Prepared {
    const kept = this.#kept.get(sql);
    this.#kept.delete(sql);
    // Where a value is not given, a statement that was run before has the one of then.
    const prepared = kept?.parameters === values.length ? kept : prepare(this.#database, sql, values.length);
    if (heldBytes(sql, values) > mostKeptBytes) return prepared;
    this.#kept.set(sql, prepared);
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
    return prepared;
  }

  [Symbol.dispose](): void {
    this.#kept.clear();
    if (this.#database.open) this.#database.close();
  }
}

function columnsOf(statement: Libsql.Statement): Pick<Prepared, 'columns' | 'columnTypes'> {
  const columns = statement.columns();
  return { columns: columns.map(({ name }) => name), columnTypes: columns.map(({ type }) => type ?? '') };
}

function prepare(database: Libsql.Database, sql: string, parameters: number): Prepared {
  const statement = database.prepare(sql);
  statement.safeIntegers(true);
  const columns = columnsOf(statement);
  if (columns.columns.length > 0) statement.raw(true);
  return { statement, parameters, ...columns };
}
