import { expect, test } from 'vitest';
import { AppError } from '../platform/errors.ts';
import { readStatement } from './sql-statement.ts';

const refusal = (sql: string) => {
  try {
    readStatement(sql);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.details.field : error;
  }
};

test('a statement loses the semicolon at its end, and tells every name in it however it is quoted', () => {
  const { sql, names } = readStatement(`SELECT "a""b", [c d], \`e\`, 销售.金额 FROM T /* from x */ WHERE s = 'from y' -- z\n ; -- end`);
  expect(sql).toBe(`SELECT "a""b", [c d], \`e\`, 销售.金额 FROM T /* from x */ WHERE s = 'from y' -- z\n `);
  expect([...names]).toEqual(['select', 'a"b', 'c d', 'e', '销售', '金额', 'from', 't', 'where', 's']);
});

test('a semicolon within a text, a name or a comment ends nothing', () => {
  for (const sql of [`SELECT ';x'`, 'SELECT 1 AS ";x"', 'SELECT 1 -- ; x', 'WITH a AS (SELECT 1) SELECT * FROM a /* ; x */']) expect(refusal(sql)).toBeUndefined();
});

test('anything but one question is refused by the field', () => {
  for (const sql of [
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP TABLE t',
    "ATTACH 'x' AS y",
    'PRAGMA query_only = OFF',
    'INSERT INTO t VALUES (1)',
    '/* SELECT */ DELETE FROM t',
    '-- SELECT\nUPDATE t SET a = 1',
    'EXPLAIN SELECT 1',
    'VACUUM INTO "x"',
    'SELECT * FROM pragma_database_list',
    'SELECT * FROM "PRAGMA_database_list"',
    '',
  ]) {
    expect([sql, refusal(sql)]).toEqual([sql, 'sql']);
  }
});
