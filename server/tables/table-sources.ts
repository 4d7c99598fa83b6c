import type { SqlTable, TableRowSource } from '#contracts/table';
import type { SqliteRows, SqliteValue } from '../platform/sqlite-file.ts';

/** SQLite tells columns of one name apart by a number: `_row`, `_row:1`. */
const ownColumn = /^(_table|_row|_range)(:\d+)?$/;
type Place = { _table?: number; _row?: number; _range?: number };

/** Where the rows come from, as far as their columns tell. @param tables those that the statement names */
export function sourcesOf({ columns, rows }: SqliteRows, tables: readonly SqlTable[]): TableRowSource[][] {
  const places = new Map<string, Place>();
  columns.forEach((column, index) => {
    const [, name, number = ''] = ownColumn.exec(column) ?? [];
    if (name) places.set(number, { ...places.get(number), [name]: index });
  });
  const byName = new Map(tables.map((table) => [table.name, table]));
  const only = tables.length === 1 ? tables[0] : undefined;
  return rows.map((row) => [...places.values()].flatMap((place) => sourceOf(row, place, byName, only)));
}

function sourceOf(row: readonly SqliteValue[], place: Place, byName: ReadonlyMap<string, SqlTable>, only: SqlTable | undefined): TableRowSource[] {
  const number = place._row === undefined ? undefined : row[place._row];
  const table = place._table === undefined ? only : byName.get(String(row[place._table]));
  if (!table || typeof number !== 'number' || !Number.isInteger(number)) return [];
  const range = place._range === undefined ? undefined : row[place._range];
  const { documentId, documentName, name, sheet } = table;
  return [{ documentId, documentName, table: name, sheet, row: number, range: typeof range === 'string' ? range : undefined }];
}
