import { type Client, createClient, type InValue, type Row } from '@libsql/client';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, messageOf } from './errors.ts';

export type SqliteValue = string | number | null;
export type SqliteRows = { columns: string[]; rows: SqliteValue[][] };

/** A SQLite database beside the one of the server, for derived data. */
export type SqliteFile = Disposable & {
  /** @throws AppError invalid_request in SQLite's words; storage_full */
  execute(sql: string, values?: readonly SqliteValue[]): Promise<SqliteRows>;
};

/** SQLite's memory, caches and sorting included; JavaScript's comes on top. */
const maxReaderBytes = 384 * 1024 * 1024;

/** Whole numbers beyond those that JavaScript holds exactly come as text, and so do bytes, as SQLite writes them. */
function plainValue(value: Row[number] | undefined): SqliteValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof ArrayBuffer) return `x'${Buffer.from(value).toString('hex')}'`;
  return typeof value === 'object' ? String(value) : value;
}

function errorOf(error: unknown): AppError {
  const message = messageOf(error).replace(/^SQLITE_\w+: /, '');
  const code = /SQLITE_FULL|database or disk is full/.test(messageOf(error)) ? 'storage_full' : 'invalid_request';
  return new AppError(code, message, {}, { cause: error });
}

function wrap(client: Client): SqliteFile {
  return {
    async execute(sql, values = []) {
      try {
        const { columns, rows } = await client.execute({ sql, args: values as InValue[] });
        return { columns, rows: rows.map((row) => columns.map((_, index) => plainValue(row[index]))) };
      } catch (error) {
        throw errorOf(error);
      }
    },
    [Symbol.dispose]: () => client.close(),
  };
}

/** A new file, written without regard to crashes: whoever made it puts it on the disk when it is whole. */
export async function createSqliteFile(file: string): Promise<SqliteFile> {
  const created = wrap(createClient({ url: pathToFileURL(file).href, intMode: 'bigint' }));
  await created.execute('PRAGMA journal_mode = OFF');
  await created.execute('PRAGMA synchronous = OFF');
  return created;
}

/** An empty database in memory, for a process of its own: files are attached to it with `attachForReading`. */
export async function openSqliteReader(): Promise<SqliteFile> {
  const reader = wrap(createClient({ url: ':memory:', intMode: 'bigint' }));
  await reader.execute(`PRAGMA hard_heap_limit = ${maxReaderBytes}`);
  await reader.execute('PRAGMA temp_store = MEMORY');
  return reader;
}

/** @param schema the name its tables are found under */
export async function attachForReading(reader: SqliteFile, file: string, schema: string): Promise<void> {
  await reader.execute(`ATTACH ? AS ${quoteName(schema)}`, [`${pathToFileURL(path.resolve(file)).href}?mode=ro`]);
}

/** A name as SQL writes it, whatever it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
