import { expect, test } from 'vitest';
import { documentAliases, namesTableOf, tableNames } from './table-names.ts';

const aliases = (...names: string[]) => documentAliases(names.map((name) => ({ name }))).map(({ alias }) => alias);

test('tables are called after their file and sheet, in whatever script, without need of quotation marks', () => {
  expect(aliases('销售 2026.xlsx', 'mail.zip/a b/Q1-results.v2.csv', '2026.csv', '"; DROP TABLE x;--.csv', '....csv')).toEqual(['销售_2026', 'Q1_results_v2', 't_2026', 'DROP_TABLE_x', 'table']);
  expect(tableNames('销售', [{ sheet: '华东' }])).toEqual(['销售']);
  expect(tableNames('销售', [{ sheet: '华东' }, { sheet: 'Sheet 2' }, { sheet: '华东' }, {}])).toEqual(['销售__华东', '销售__Sheet_2', '销售__华东__2', '销售__1']);
});

test('no two tables share a name, whatever the files are called', () => {
  expect(aliases('a.csv', 'A.xlsx', 'sub/a.csv', 'a_2.csv')).toEqual(['a', 'A_2', 'a_3', 'a_2_2']);
});

test('a statement names a table of a document by the whole name alone', () => {
  const names = new Set(['sales__q1', 'salesman']);
  expect(['sales', 'Sales', 'sale', 'salesman', 'q1'].map((alias) => namesTableOf(alias, names))).toEqual([true, true, false, true, false]);
});
