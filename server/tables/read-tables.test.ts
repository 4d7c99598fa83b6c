import { strToU8, zipSync } from 'fflate';
import path from 'node:path';
import { expect, test } from 'vitest';
import { detectMediaType } from '../ingestion/media-type.ts';
import { loaderFor } from '../ingestion/loaders/index.ts';
import { writeTables } from '../ingestion/tables/write-tables.ts';
import { testLimits, testWorkspace } from '../testing/load-limits.ts';
import { makeSourceFile } from '../testing/source-file.ts';
import { makeXlsx, sheetData } from '../testing/xlsx-fixture.ts';
import { readTables } from './read-tables.ts';
import type { TableFile } from './table-protocol.ts';

/** Loads a file as the parser process does, and gives its tables the name "data". */
async function tablesOf(name: string, content: string | Uint8Array): Promise<TableFile> {
  const file = await makeSourceFile(name, content);
  const { sheetTables = [] } = await loaderFor((await detectMediaType(file)).mediaType, name).load(file, testLimits, testWorkspace);
  const target = path.join(path.dirname(file.path), 'tables.db');
  await writeTables(target, sheetTables, () => undefined);
  return { documentId: name, documentName: name, alias: 'data', path: target };
}

const list = async (file: TableFile) => (await readTables({ type: 'list', files: [file] })).tables;
const rows = async (file: TableFile, sql: string) => (await readTables({ type: 'query', files: [file], sql, limit: 1_000 })).result?.rows;
const columns = async (file: TableFile) => (await list(file))[0]?.columns.map(({ name, type, misfits }) => [name, type, misfits]);

test('a csv adds up exactly, as far as binary fractions do', async () => {
  const amounts = Array.from({ length: 2_500 }, (_, index) => [`item ${index}`, index, (index / 10).toFixed(1)].join(','));
  const file = await tablesOf('amounts.csv', ['name,count,price', ...amounts].join('\n'));
  expect(await columns(file)).toEqual([['name', 'text', 0], ['count', 'integer', 0], ['price', 'real', 0]]);
  expect(await rows(file, 'SELECT count(*), sum(count), round(sum(price), 2) FROM data')).toEqual([[2_500, 3_123_750, 312_375]]);
  // 0.1 + 0.2 is what it is with floats: rounding is the asker's.
  expect(await rows(file, "SELECT 0.1 + 0.2 = 0.3, round(0.1 + 0.2, 2) = 0.3, typeof(price) FROM data WHERE count = 1")).toEqual([[0, 1, 'real']]);
  expect(await rows(file, 'SELECT * FROM data WHERE count = 3')).toEqual([['data', 5, 'A5:C5', 'item 3', 3, 0.3]]);
});

test('Chinese headers are the names of columns, and amounts, shares and dates are values', async () => {
  const file = await tablesOf('销售.csv', '日期,城市,金额,占比,编号\n2026年3月1日,北京,"¥1,234.50",12%,007\n2026/3/2,上海,2000,8.5%,012\n待定,深圳,暂无,3%,013');
  expect(await columns(file)).toEqual([['日期', 'date', 1], ['城市', 'text', 0], ['金额', 'real', 1], ['占比', 'real', 0], ['编号', 'text', 0]]);
  expect(await rows(file, 'SELECT 日期, 金额, 占比, 编号 FROM data ORDER BY 占比 DESC')).toEqual([
    ['2026-03-01', 1234.5, 0.12, '007'],
    ['2026-03-02', 2000, 0.085, '012'],
    ['待定', '暂无', 0.03, '013'],
  ]);
});

test('numbers with a decimal comma are numbers', async () => {
  const file = await tablesOf('preise.csv', 'Ware;Preis\nBrot;2,50\nKäse;1.234,75\nSalz;1.000\n');
  expect(await rows(file, 'SELECT sum(Preis) FROM data')).toEqual([[2237.25]]);
});

test('a workbook keeps the numbers behind what its cells show, merged headers, titles and hidden sheets', async () => {
  const styles = '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d mmm yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="164"/></cellXfs></styleSheet>';
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sales =
    `<sheetData><row r="1">${text('A1', 'Sales by region')}</row>` +
    `<row r="3">${text('A3', 'Region')}${text('B3', 'Sales')}${text('D3', 'Closed')}</row><row r="4">${text('B4', '2024')}${text('C4', '2025')}</row>` +
    `<row r="5">${text('A5', 'North')}<c r="B5" s="1"><v>1234.5678</v></c><c r="C5"><v>2</v></c><c r="D5" s="2"><v>46082</v></c></row>` +
    `<row r="6">${text('A6', 'South')}<c r="B6" s="1"><v>0.1</v></c><c r="C6"><v>3</v></c><c r="D6" s="2"><v>46083.5</v></c></row></sheetData>` +
    '<mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/><mergeCell ref="D3:D4"/></mergeCells>';
  const costs = sheetData([['Item', 'Cost'], ['Rent', 900], ['Power', 100]]);
  const file = await tablesOf('book.xlsx', makeXlsx([{ name: 'Sales', xml: sales }, { name: '成本', xml: costs, state: 'hidden' }], { 'xl/styles.xml': styles }));
  expect(await list(file)).toMatchObject([
    { name: 'data__Sales', sheet: 'Sales', title: 'Sales by region', isHidden: false, rowCount: 2, columns: [{ name: 'Region' }, { name: 'Sales > 2024', type: 'real' }, { name: 'Sales > 2025', type: 'integer' }, { name: 'Closed', type: 'date' }] },
    { name: 'data__成本', sheet: '成本', isHidden: true, rowCount: 2 },
  ]);
  expect(await rows(file, 'SELECT _row, "Sales > 2024", Closed FROM data__Sales')).toEqual([[5, 1234.5678, '2026-03-01'], [6, 0.1, '2026-03-02 12:00:00']]);
  expect(await rows(file, 'SELECT sum("Sales > 2025"), (SELECT sum(Cost) FROM data__成本) FROM data__Sales')).toEqual([[5, 1_000]]);
});

test('an OpenDocument sheet keeps the numbers behind what its cells show', async () => {
  const cell = (shown: string, attributes = '') => `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
  const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
  const body =
    row(cell('Day'), cell('Part')) +
    row(cell('1. March', 'office:value-type="date" office:date-value="2026-03-01"'), cell('33 %', 'office:value-type="percentage" office:value="0.3333"')) +
    row(cell('2. March', 'office:value-type="date" office:date-value="2026-03-02T08:30:00"'), cell('50 %', 'office:value-type="percentage" office:value="0.5"'));
  const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="S">${body}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const zip = zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }], 'content.xml': strToU8(content) });
  expect(await rows(await tablesOf('parts.ods', zip), 'SELECT Day, Part FROM data')).toEqual([['2026-03-01', 0.3333], ['2026-03-02 08:30:00', 0.5]]);
});

test('headers that repeat, are empty, or hold SQL name columns all the same', async () => {
  const file = await tablesOf('odd.csv', '_row,Amount,amount,"x""); DROP TABLE t1; --",\na,1,2,3\nb,5,6,7\nc,9,10,11\nd,0,0,0\ne,0,0,0,note');
  expect((await columns(file))?.map(([name]) => name)).toEqual(['_row 2', 'Amount', 'amount 2', 'x"); DROP TABLE t1; --', 'E']);
  expect(await rows(file, 'SELECT sum(Amount), sum("amount 2"), sum("x""); DROP TABLE t1; --"), max(E), max(_row) FROM data')).toEqual([[15, 18, 21, 'note', 6]]);
});

test('a sparse sheet stays small, and its far cells keep their place', async () => {
  const far = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>first</t></is></c><c r="B1"><v>1</v></c></row><row r="1048576"><c r="XFC1048576" t="inlineStr"><is><t>last</t></is></c><c r="XFD1048576"><v>7</v></c></row></sheetData>';
  const file = await tablesOf('sparse.xlsx', makeXlsx([{ name: 'S', xml: far }]));
  const tables = await list(file);
  expect(tables.map(({ rowCount, columns: { length } }) => [rowCount, length])).toEqual([[1, 2], [1, 2]]);
  expect(await rows(file, `SELECT * FROM ${tables[1]?.name}`)).toEqual([[tables[1]?.name, 1_048_576, 'XFC1048576:XFD1048576', 'last', 7]]);
});

test('integers that no float holds come as text, and bytes as SQLite writes them', async () => {
  const file = await tablesOf('few.csv', 'a,b\n1,2\n3,4');
  expect(await rows(file, "SELECT 9007199254740993, -5, x'00ff', NULL, 1.5")).toEqual([['9007199254740993', -5, "x'00ff'", null, 1.5]]);
});

test('what SQLite has against a statement is said in its words', async () => {
  const file = await tablesOf('few.csv', 'a,b\n1,2\n3,4');
  await expect(rows(file, 'SELECT a FRM data')).rejects.toThrow('near "data": syntax error');
  await expect(rows(file, 'SELECT c FROM data')).rejects.toThrow('no such column: c');
  await expect(rows(file, 'SELECT 1) UNION SELECT * FROM (SELECT 2')).rejects.toThrow('syntax error');
  await expect(rows(file, 'WITH x AS (SELECT 1) DELETE FROM d0.t1')).rejects.toThrow('syntax error');
  await expect(rows(file, "SELECT load_extension('x')")).rejects.toThrow('not authorized');
  await expect(rows(file, 'SELECT hex(zeroblob(500000000))')).rejects.toThrow('out of memory');
  expect(await rows(file, 'SELECT sum(a) FROM data -- all of them')).toEqual([[4]]);
});
