import { z } from 'zod';
import { PageQuery } from '#contracts/pagination';

export const tableRowsLimit = 1_000;
/** As many files are asked at once. */
export const tableDocumentsLimit = 10;
export const tableQueryMaxMs = 10_000;

/** Numbers are 64-bit floats or integers: decimal fractions are as near as those come, so `round` what was added up. Dates are text, ISO 8601. */
export const ColumnType = z.enum(['integer', 'real', 'date', 'text']);
export type ColumnType = z.infer<typeof ColumnType>;

export const SqlColumn = z.object({
  /** In SQL. */
  name: z.string(),
  /** As the sheet has it; empty where it has none, and the column goes by its letters. */
  header: z.string(),
  type: ColumnType,
  /** Cells that do not fit the type and are kept as the text they show. */
  misfits: z.number().int(),
});
export type SqlColumn = z.infer<typeof SqlColumn>;

/** A table of a spreadsheet or of separated values. Beside its columns it has `_table`, its name, and `_row` and `_range`, the place in the sheet. */
export const SqlTable = z.object({
  /** In SQL; no other table of the knowledge base has it. */
  name: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  sheet: z.string().optional(),
  /** What stands above it. */
  title: z.string(),
  /** Its sheet is hidden in the program it was made with. */
  isHidden: z.boolean(),
  rowCount: z.number().int(),
  columns: z.array(SqlColumn),
  /** Columns beyond those that are kept. */
  leftOutColumns: z.number().int(),
});
export type SqlTable = z.infer<typeof SqlTable>;

export const TableDocument = z.object({ documentId: z.string(), documentName: z.string() });
export type TableDocument = z.infer<typeof TableDocument>;

/** Pages are of documents: each has its tables listed together. */
export const TableListQuery = PageQuery.extend({ documentId: z.string().min(1).max(64).optional() });
export type TableListQuery = z.infer<typeof TableListQuery>;

export const TableList = z.object({
  items: z.array(SqlTable),
  /** Documents with tables, over all pages. */
  total: z.number().int(),
  /** Documents of this page whose tables were missing or damaged; they are being made anew from the originals. */
  remaking: z.array(TableDocument),
});
export type TableList = z.infer<typeof TableList>;

export const TableQuery = z.strictObject({
  /** One SELECT, or WITH ... SELECT, of SQLite. */
  sql: z.string().trim().min(1).max(20_000).refine((sql) => !sql.includes('\0'), 'must not contain the character NUL'),
  /** Only tables of these. */
  documentIds: z.array(z.string().min(1).max(64)).min(1).max(tableDocumentsLimit).optional(),
  limit: z.number().int().min(1).max(tableRowsLimit).default(100),
  timeoutMs: z.number().int().min(100).max(tableQueryMaxMs).default(tableQueryMaxMs),
});
export type TableQuery = z.input<typeof TableQuery>;

/** Where a row of the answer comes from: told when it has `_row`, and `_table` or only one table is asked. */
export const TableRowSource = z.object({
  documentId: z.string(),
  documentName: z.string(),
  table: z.string(),
  sheet: z.string().optional(),
  row: z.number().int(),
  /** "A5:F5" */
  range: z.string().optional(),
});
export type TableRowSource = z.infer<typeof TableRowSource>;

export const TableQueryResult = z.object({
  columns: z.array(z.string()),
  /** Integers beyond 2^53 come as text. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  /** There are more rows than were asked for, or than fit an answer. */
  truncated: z.boolean(),
  /** By row; several where tables are joined. */
  sources: z.array(z.array(TableRowSource)),
  /** Those the SQL names. */
  tables: z.array(SqlTable.pick({ name: true, documentId: true, documentName: true, sheet: true })),
});
export type TableQueryResult = z.infer<typeof TableQueryResult>;
