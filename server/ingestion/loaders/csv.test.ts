import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import type { ColumnChoice } from '#contracts/document';
import { loadCsv } from './csv.ts';

async function load(source: string | Uint8Array, columns?: ColumnChoice) {
  const document = await loadCsv({ ...(await makeSourceFile('list.csv', source)), columns }, testLimits);
  return { ...document, rows: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

test('every row says what its values are', async () => {
  const { rows, blocks } = await load('name,price\nPen,2\n"Book, ""big""",15\n');
  expect(rows).toEqual(['name | price', 'name: Pen | price: 2', 'name: Book, "big" | price: 15']);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', cell: { table: 0, row: 3, range: 'A3:B3' } });
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

test('rows keep the numbers a spreadsheet shows them under, over empty lines and lines within values', async () => {
  const { blocks } = await load('sep=;\nid;note\n1;"two\nlines"\n\n2;x\n');
  expect(blocks.map(({ cell }) => cell?.range)).toEqual(['A2:B2', 'A3:B3', 'A5:B5']);
});

test('a file in GBK is read as Chinese', async () => {
  const gbk = Buffer.concat([Buffer.from('d0d5c3fb2cb3c7cad00a', 'hex'), Buffer.from('c0eec0d72cb1b1bea90a', 'hex')]);
  expect((await load(gbk)).rows.at(-1)).toBe('姓名: 李雷 | 城市: 北京');
});

test('titles above several columns are part of the names below them', async () => {
  const { rows } = await load('Region,2022,,2023,\n,Revenue,Cost,Revenue,Cost\nNorth,1,2,3,4\nSouth,5,6,7,8\n');
  expect(rows.at(-1)).toBe('Region: South | 2022 > Revenue: 5 | 2022 > Cost: 6 | 2023 > Revenue: 7 | 2023 > Cost: 8');
});

test('years may name columns; a first row that is like those below names nothing', async () => {
  expect((await load('Item,2023,2022\nRevenue,120,100\nCost,80,70\n')).rows.at(-1)).toBe('Item: Cost | 2023: 80 | 2022: 70');
  expect((await load('2001,2002\n2003,2004\n2005,2006\n')).rows.at(-1)).toBe('2005 | 2006');
  expect((await load('Rome,Italy\nMilan,Italy\nBern,Switzerland\n')).rows.at(-1)).toBe('Bern | Switzerland');
});

test('a header that occurs again in the middle is no row of values', async () => {
  expect((await load('name,price\nPen,2\nname,price\nBook,15\n')).rows.slice(2)).toEqual(['name | price', 'name: Book | price: 15']);
});

test('chosen columns alone are text; others tell about the row', async () => {
  const { rows, blocks } = await load('id,question,answer,url\n7,Why?,Because.,http://a\n8,,No.,http://b\n', {
    content: ['question', 'answer'],
    metadata: ['id'],
    source: 'url',
  });
  expect(rows).toEqual(['question: Why? | answer: Because.', 'answer: No.']);
  expect(blocks[0]).toMatchObject({ metadata: { id: '7', source: 'http://a' }, cell: { row: 2, range: 'B2:C2' } });
});

test('a chosen column that is missing is named, with those there are', async () => {
  await expect(load('id,name\n1,a\n', { content: ['title'] })).rejects.toMatchObject({
    code: 'invalid_request',
    message: 'The table has no column "title"',
    details: { field: 'columns', hint: 'Its columns are "id", "name".' },
  });
});

test('columns that are not searched stand in the table all the same', async () => {
  const { sheetTables } = await load('city,people\nOslo,7\nBergen,3\n', { content: ['city'] });
  expect(sheetTables?.map(({ titles, rows }) => [[...titles.values()], rows.map(({ row, cells }) => [row, ...cells.map(({ text }) => text)])])).toEqual([
    [['city', 'people'], [[2, 'Oslo', '7'], [3, 'Bergen', '3']]],
  ]);
});
