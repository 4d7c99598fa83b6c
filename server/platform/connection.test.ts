import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Libsql from 'libsql';
import { temporaryFolder } from '../testing/test-database.ts';
import { Connection } from './connection.ts';
import { sqlOf, type SqlValue } from './sql.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let connection: Connection;
beforeEach(async () => {
  folder = await temporaryFolder();
  connection = new Connection(path.join(folder.path, 'test.db'));
  connection.run('PRAGMA journal_mode = WAL');
  connection.run('CREATE TABLE thing (id TEXT PRIMARY KEY, whole INTEGER, real REAL, bytes BLOB, isTrue BOOLEAN, at DATETIME)');
});
afterEach(async () => {
  vi.restoreAllMocks();
  connection[Symbol.dispose]();
  await folder.remove();
});

const insert = 'INSERT INTO thing (id, whole, real, bytes, isTrue, at) VALUES (?, ?, ?, ?, ?, ?)';
const selectAll = 'SELECT * FROM thing ORDER BY id';
const put = (id: string, ...rest: SqlValue[]) => connection.run(insert, [id, ...rest, ...Array<null>(5 - rest.length).fill(null)]);
const wholes = () => connection.run(selectAll).rows.map(([, whole]) => whole);

test.each<[string, SqlValue[], Record<string, unknown>]>([
  ['values of every type', [5, 1.5, new Uint8Array([0, 1, 2]).subarray(1), 1, new Date(0)], { whole: 5, real: 1.5, bytes: new Uint8Array([1, 2]), isTrue: true, at: new Date(0) }],
  ['their limits', [Number.MAX_SAFE_INTEGER, -1e300, new Uint8Array(), 0, null], { whole: Number.MAX_SAFE_INTEGER, real: -1e300, bytes: new Uint8Array(), isTrue: false, at: null }],
  ['no values', [null, null, null, null, null], { whole: null, real: null, bytes: null, isTrue: null, at: null }],
  ['a big whole number that fits', [-7n, 0, null, 1n, '2026-01-01'], { whole: -7, real: 0, bytes: null, isTrue: true, at: new Date('2026-01-01') }],
])('%s come back as they went in, also when the statement is run again, and from RETURNING', async (_, values, expected) => {
  const sql = sqlOf(connection);
  expect(await sql.query(`${insert} RETURNING *`, ['ä😀', ...values])).toEqual([{ id: 'ä😀', ...expected }]);
  expect(await sql.execute('UPDATE thing SET id = ?', ['b'])).toBe(1);
  for (let run = 0; run < 2; run++) expect(await sql.query(selectAll)).toEqual([{ id: 'b', ...expected }]);
  expect(await sql.execute('DELETE FROM thing WHERE id = ?', ['nobody'])).toBe(0);
});

test('a number that JavaScript or SQLite cannot hold exactly is refused, and so is a value that is missing', () => {
  for (const bad of [NaN, Infinity, 2n ** 70n]) expect(() => put('a', bad)).toThrow(RangeError);
  expect(() => connection.run('SELECT ?', [undefined as unknown as null])).toThrow(TypeError);
  put('a', 2n ** 60n);
  expect(() => connection.run(selectAll)).toThrow('beyond the whole numbers');
});

test('a statement that failed works again', () => {
  put('a', 1);
  expect(() => put('a', 2)).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY', message: 'UNIQUE constraint failed: thing.id' }) as Error);
  put('b', 3);
  const fails = `SELECT id, CASE WHEN id = ? THEN json('{bad') END FROM thing ORDER BY id`;
  expect(() => connection.run(fails, ['b'])).toThrow(Libsql.SqliteError);
  expect(connection.run(fails, ['nobody']).rows).toEqual([['a', null], ['b', null]]);
  expect(wholes()).toEqual([1, 3]);
});

test('a value that is not given is none, not the one of the run before', () => {
  put('a', 1);
  connection.run(insert, ['b']);
  expect(wholes()).toEqual([1, null]);
});

test('a kept statement follows a change of the schema made elsewhere', async () => {
  put('a', 1);
  expect(await sqlOf(connection).query(selectAll)).toHaveLength(1);
  using other = new Connection(path.join(folder.path, 'test.db'));
  other.run('ALTER TABLE thing ADD COLUMN isNew BOOLEAN DEFAULT 1');
  expect(await sqlOf(connection).query(selectAll)).toEqual([expect.objectContaining({ id: 'a', whole: 1, isNew: true })]);
  put('b', 2);
  expect(wholes()).toEqual([1, 2]);
});

test('what was read holds back no checkpoint', () => {
  for (let index = 0; index < 150; index++) put(String(index));
  expect(connection.run(selectAll).rows).toHaveLength(150);
  using other = new Connection(path.join(folder.path, 'test.db'));
  other.run('INSERT INTO thing (id) VALUES (?)', ['new']);
  expect(other.run('PRAGMA wal_checkpoint(TRUNCATE)').rows).toEqual([[0, 0, 0]]);
});

test('statements are prepared once, those used last are kept, and none with much in it', () => {
  const prepare = vi.spyOn(Libsql.prototype, 'prepare');
  const prepared = (run: () => void) => {
    prepare.mockClear();
    run();
    return prepare.mock.calls.length;
  };
  const others = (from: number) => () => {
    for (let index = from; index < from + 150; index++) {
      connection.run(`SELECT ? AS c${index}`, [1]);
      connection.run('SELECT ?', [index]);
    }
  };
  expect(prepared(others(0))).toBe(151);
  expect(prepared(others(0))).toBe(0);
  expect(prepared(others(150))).toBe(150);
  expect(prepared(others(0))).toBe(150);
  const long = 'x'.repeat(100_000);
  expect(prepared(() => [long, long].forEach((text) => connection.run('SELECT length(?)', [text])))).toBe(2);
});

test('nothing is asked of a connection that is closed', () => {
  connection[Symbol.dispose]();
  expect(() => connection.run('SELECT 1')).toThrow('closed');
  expect(connection.isInTransaction).toBe(false);
});
