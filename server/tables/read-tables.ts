import type { SqlColumn, SqlTable } from '#contracts/table';
import { messageOf } from '../platform/errors.ts';
import { attachForReading, openSqliteReader, quoteName, quoteText, type SqliteFile, type SqliteRows } from '../platform/sqlite-file.ts';
import { tableNames } from './table-names.ts';
import type { TableAnswer, TableFile, TableRequest } from './table-protocol.ts';

/** What SQLite says of a file that is missing, damaged or of another making. */
const damage = /unable to open|malformed|not a database|no such (table|column)/;
const maxAnswerChars = 2_000_000;
const schema = (index: number) => `d${index}`;

type FoundTable = SqlTable & { fileName: string };

async function readCatalog(reader: SqliteFile, { documentId, documentName, alias }: TableFile, from: string): Promise<FoundTable[]> {
  const { rows } = await reader.execute(`SELECT name, sheet, title, isHidden, rowCount, leftOutColumns, columns FROM ${from}._tables ORDER BY rowid`);
  const names = tableNames(alias, rows.map(([, sheet]) => ({ sheet: sheet === null ? undefined : String(sheet) })));
  return rows.map(([fileName, sheet, title, isHidden, rowCount, leftOutColumns, columns], index) => ({
    fileName: String(fileName),
    name: names[index] ?? '',
    documentId,
    documentName,
    sheet: sheet === null ? undefined : String(sheet),
    title: String(title),
    isHidden: isHidden === 1,
    rowCount: Number(rowCount),
    columns: JSON.parse(String(columns)) as SqlColumn[],
    leftOutColumns: Number(leftOutColumns),
  }));
}

/** Catalogues of the files; those that are to be asked stay attached. A file that cannot be read is told, not thrown. */
async function openTables(reader: SqliteFile, files: readonly TableFile[], staysOpen: boolean): Promise<{ tables: (FoundTable & { from: string })[]; unreadable: string[] }> {
  const tables: (FoundTable & { from: string })[] = [];
  const unreadable: string[] = [];
  for (const [index, file] of files.entries()) {
    const from = schema(index);
    try {
      await attachForReading(reader, file.path, from);
      tables.push(...(await readCatalog(reader, file, from)).map((table) => ({ ...table, from })));
      if (!staysOpen) await reader.execute(`DETACH ${from}`);
    } catch (error) {
      if (!damage.test(messageOf(error))) throw error;
      unreadable.push(file.documentId);
      await reader.execute(`DETACH ${from}`).catch(() => undefined);
    }
  }
  return { tables, unreadable };
}

/** Rows until the answer is as long as it may be. */
function withinAnswer({ columns, rows }: SqliteRows, limit: number): SqliteRows & { truncated: boolean } {
  let chars = 0;
  const kept = rows.slice(0, limit).filter((row) => {
    chars += row.reduce<number>((sum, value) => sum + String(value).length, 0);
    return chars <= maxAnswerChars;
  });
  return { columns, rows: kept, truncated: kept.length < rows.length };
}

/** A view for each table, unless a file cannot be read, gives it its name in the knowledge base, and to each row where it comes from. */
async function query(reader: SqliteFile, files: readonly TableFile[], sql: string, limit: number): Promise<TableAnswer> {
  const { tables, unreadable } = await openTables(reader, files, true);
  if (unreadable.length > 0) return { tables: [], unreadable };
  for (const { name, from, fileName } of tables) {
    await reader.execute(`CREATE TEMP VIEW ${quoteName(name)} AS SELECT ${quoteText(name)} AS _table, * FROM ${from}.${fileName}`);
  }
  await reader.execute('PRAGMA query_only = ON');
  // What is wrong with the statement is said in its own words, before it stands within another.
  await reader.execute(`EXPLAIN ${sql}`);
  const result = withinAnswer(await reader.execute(`SELECT * FROM (\n${sql}\n) LIMIT ${limit + 1}`), limit);
  return { tables: tables.map(presentTable), unreadable, result };
}

function presentTable({ name, documentId, documentName, sheet, title, isHidden, rowCount, columns, leftOutColumns }: FoundTable): SqlTable {
  return { name, documentId, documentName, sheet, title, isHidden, rowCount, columns, leftOutColumns };
}

/** @throws AppError invalid_request in SQLite's words */
export async function readTables(request: TableRequest): Promise<TableAnswer> {
  using reader = await openSqliteReader();
  if (request.type === 'query') return await query(reader, request.files, request.sql, request.limit);
  const { tables, unreadable } = await openTables(reader, request.files, false);
  return { tables: tables.map(presentTable), unreadable };
}

