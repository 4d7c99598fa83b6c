import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadCsv } from './csv.ts';

async function load(source: string | Uint8Array) {
  const document = await loadCsv(await makeSourceFile('list.csv', source), testLimits);
  return { ...document, rows: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

test('every row says what its values are', async () => {
  const { rows, blocks } = await load('name,price\nPen,2\n"Book, ""big""",15\n');
  expect(rows).toEqual(['name | price', 'name: Pen | price: 2', 'name: Book, "big" | price: 15']);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', cell: { table: 0, row: 3 } });
});

test('semicolons, tabs and bars are found as separators', async () => {
  for (const separator of [';', '\t', '|']) {
    const { rows } = await load(['城市', '人口'].join(separator) + '\n' + ['北京', '2100'].join(separator));
    expect(rows.at(-1)).toBe('城市: 北京 | 人口: 2100');
  }
});

test('a first row of numbers is no header', async () => {
  expect((await load('1,2\n3,4\n5,6')).rows).toEqual(['1 | 2', '3 | 4', '5 | 6']);
});

test('rows of different lengths survive', async () => {
  expect((await load('a,b\n1,2,3\n4\n\n5,6')).rows).toEqual(['a | b', '1 | 2 | 3', '4', '5 | 6']);
});

test('line breaks inside a quoted value stay in its row', async () => {
  expect((await load('id,note\n1,"two\nlines"\n2,x')).rows[1]).toBe('id: 1 | note: two lines');
});

test('broken quotation marks are noted, not fatal', async () => {
  const { rows, notes } = await load('a,b\n"x" y,2\n');
  expect(rows.join()).toContain('x');
  expect(notes[0]).toContain('broken quotation marks');
});
