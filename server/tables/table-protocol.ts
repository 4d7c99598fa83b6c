import type { SqlTable } from '#contracts/table';
import type { SqliteRows } from '../platform/sqlite-file.ts';

/** The table file of a document, and what its tables are called after it. */
export type TableFile = { documentId: string; documentName: string; alias: string; path: string };

export type TableRequest = { type: 'list'; files: TableFile[] } | { type: 'query'; files: TableFile[]; sql: string; limit: number };

/** `unreadable`: documents whose file is missing or damaged. */
export type TableAnswer = { tables: SqlTable[]; unreadable: string[]; result?: SqliteRows & { truncated: boolean } };

/** `begun` is said when the process is up, and the question's time begins; `failed` is what SQLite has against the statement. */
export type TableResponse = { type: 'begun' } | ({ type: 'done' } & TableAnswer) | { type: 'failed'; message: string };
