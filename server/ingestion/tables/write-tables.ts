import { createSqliteFile, quoteName, type SqliteFile, type SqliteValue } from '../../platform/sqlite-file.ts';
import type { SheetCell, SheetRow } from '../sheet-regions.ts';
import { rangeOf } from '../sheet-rows.ts';
import { readCell } from './cell-value.ts';
import { columnsOf, type SheetColumn } from './columns.ts';
import { type SheetTable, withoutLoneLines } from './sheet-table.ts';

/** SQLite's limit on the values of one statement. */
const maxValues = 32_766;
const maxRowsAtOnce = 250;
const maxTables = 500;

const sqlTypes = { integer: 'INTEGER', real: 'REAL', date: 'TEXT', text: 'TEXT' } as const;

/**
 * Writes the tables of a document to a new SQLite file: `t1`, `t2`... with typed columns beside `_row` and `_range`, their place
 * in the sheet, and `_tables`, which describes them.
 * @param advance called after each batch of rows
 */
export async function writeTables(file: string, found: readonly SheetTable[], advance: () => void): Promise<void> {
  using database = await createSqliteFile(file);
  await database.execute('CREATE TABLE _tables (name TEXT PRIMARY KEY, sheet TEXT, title TEXT, isHidden INTEGER, rowCount INTEGER, leftOutColumns INTEGER, columns TEXT)');
  for (const [index, table] of withoutLoneLines(found).slice(0, maxTables).entries()) {
    const name = `t${index + 1}`;
    const { columns, leftOut } = columnsOf(table);
    const declared = columns.map((column) => `${quoteName(column.name)} ${sqlTypes[column.type]}`);
    await database.execute(`CREATE TABLE ${name} (_row INTEGER, _range TEXT, ${declared.join(', ')})`);
    await insertRows(database, name, columns, table.rows, advance);
    const described = columns.map(({ name: columnName, header, type, misfits }) => ({ name: columnName, header, type, misfits }));
    const values = [name, table.sheet ?? null, table.title, Number(table.isHidden), table.rows.length, leftOut, JSON.stringify(described)];
    await database.execute('INSERT INTO _tables VALUES (?, ?, ?, ?, ?, ?, ?)', values);
  }
}

async function insertRows(database: SqliteFile, table: string, columns: readonly SheetColumn[], rows: readonly SheetRow[], advance: () => void): Promise<void> {
  const width = columns.length + 2;
  const rowsAtOnce = Math.min(maxRowsAtOnce, Math.floor(maxValues / width));
  const places = `(${Array(width).fill('?').join(',')})`;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const batch = rows.slice(start, start + rowsAtOnce);
    const values = batch.flatMap(({ row, cells }) => [row, rangeOf(row, cells), ...valuesOf(cells, columns)]);
    await database.execute(`INSERT INTO ${table} VALUES ${batch.map(() => places).join(',')}`, values);
    advance();
  }
}

function valuesOf(cells: readonly SheetCell[], columns: readonly SheetColumn[]): SqliteValue[] {
  const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
  return columns.map(({ column, type, mark }) => {
    const cell = byColumn.get(column);
    if (!cell) return null;
    const { kind, value } = readCell(cell, mark);
    const fits = type === 'date' ? kind === 'date' : type !== 'text' && kind === 'number';
    return fits ? value : cell.text;
  });
}
