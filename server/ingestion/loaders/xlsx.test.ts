import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { makeXlsx, sheetData } from '../../testing/xlsx-fixture.ts';
import { relationshipsXml } from '../../testing/zip-fixture.ts';
import { detectMediaType } from '../media-type.ts';
import { loadXlsx } from './xlsx.ts';

async function load(xlsx: Uint8Array, limits = testLimits) {
  const document = await loadXlsx(await makeSourceFile('book.xlsx', xlsx), limits);
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

test('each sheet is a section, each row says what its values are and where it stands', async () => {
  const { pieces, blocks } = await load(
    makeXlsx([
      { name: '价格', xml: sheetData([['品名', '单价'], ['钢笔', 2.5], ['书', 15]]) },
      { name: 'Empty', xml: '<sheetData/>' },
      { name: 'Stock', xml: sheetData([['Item', 'Count'], ['Pen', 7]]) },
    ]),
  );
  expect(pieces).toEqual(['价格', '品名 | 单价', '品名: 钢笔 | 单价: 2.5', '品名: 书 | 单价: 15', 'Stock', 'Item | Count', 'Item: Pen | Count: 7']);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', headingPath: ['价格'], cell: { table: 0, row: 2, sheet: '价格' } });
  expect(blocks[6]).toMatchObject({ headingPath: ['Stock'], cell: { table: 1, row: 2, sheet: 'Stock' } });
});

test('numbers and dates read as the sheet shows them, texts may be shared', async () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;¥&quot;#,##0.00"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>';
  const strings = '<sst><si><t>Due</t></si><si><r><t>Ra</t></r><r><t>te</t></r><rPh><t>reading</t></rPh></si><si><t>Sum</t></si></sst>';
  const xml =
    '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>Done</t></is></c></row>' +
    '<row r="2"><c r="A2" s="1"><v>45366</v></c><c r="B2" s="2"><v>0.075</v></c><c r="C2" s="3"><f>A1*2</f><v>1234567.5</v></c><c r="D2" t="b"><v>1</v></c></row></sheetData>';
  const { pieces } = await load(makeXlsx([{ name: 'S', xml }], { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings }));
  expect(pieces.at(-1)).toBe('Due: 2024-03-15 | Rate: 7.50% | Sum: ¥1,234,567.50 | Done: TRUE');
});

test('a workbook that counts days from 1904 shows the same dates', async () => {
  const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
  const { pieces } = await load(makeXlsx([{ name: 'S', xml: sheetData([[43904]]) }], { 'xl/styles.xml': styles }, '<workbookPr date1904="1"/>'));
  expect(pieces.at(-1)).toBe('2024-03-15');
});

test('merged cells stand in every row they cover; grouped columns carry both titles', async () => {
  const data = sheetData([['Region', 'Sales', ''], ['', 'Q1', 'Q2'], ['North', 1, 2], ['', 3, 4]]);
  const merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells>';
  const { pieces } = await load(makeXlsx([{ name: 'S', xml: data + merges }]));
  expect(pieces.slice(-2)).toEqual(['Region: North | Sales > Q1: 1 | Sales > Q2: 2', 'Region: North | Sales > Q1: 3 | Sales > Q2: 4']);
});

test('several tables of a sheet keep their own headers, and the line above names one', async () => {
  const { pieces, blocks } = await load(makeXlsx([{ name: 'S', xml: sheetData([['Prices 2024'], ['Item', 'Price'], ['Pen', 2], [], ['City', 'People'], ['Rome', 3]]) }]));
  expect(pieces.slice(1)).toEqual(['Prices 2024', 'Item | Price', 'Item: Pen | Price: 2', 'City | People', 'City: Rome | People: 3']);
  expect(blocks.at(-1)?.cell).toMatchObject({ table: 1, row: 6 });
});

test('rows after an empty one keep the header', async () => {
  const { pieces } = await load(makeXlsx([{ name: 'S', xml: sheetData([['Item', 'Price'], ['Pen', 2], [], ['Book', 15]]) }]));
  expect(pieces.at(-1)).toBe('Item: Book | Price: 15');
});

test('tables beside each other are read one after the other', async () => {
  const { pieces } = await load(makeXlsx([{ name: 'S', xml: sheetData([['Item', 'Price', '', 'City', 'People'], ['Pen', 2, '', 'Rome', 3], ['Book', 15, '', 'Bern', 1]]) }]));
  expect(pieces.slice(1)).toEqual(['Item | Price', 'Item: Pen | Price: 2', 'Item: Book | Price: 15', 'City | People', 'City: Rome | People: 3', 'City: Bern | People: 1']);
});

test('two cells at opposite ends of a sheet are two short rows', async () => {
  const xml = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>end</v></c></row></sheetData>';
  const { text, blocks } = await load(makeXlsx([{ name: 'S', xml }]));
  expect(text).toBe('S\n\n1\nend');
  expect(blocks.at(-1)?.cell?.row).toBe(1_048_576);
});

test('hidden sheets are read and noted', async () => {
  const { notes } = await load(makeXlsx([{ name: 'Open', xml: sheetData([[1]]) }, { name: 'Secret', xml: sheetData([[2]]), state: 'veryHidden' }]));
  expect(notes).toEqual(['The sheet "Secret" is hidden; it was read too']);
});

test('comments and charts of a sheet follow its rows', async () => {
  const chart =
    '<c:chartSpace><c:chart><c:title><a:t>Ducks</a:t></c:title><c:barChart><c:ser><c:tx><c:v>Seen</c:v></c:tx><c:cat><c:pt idx="0"><c:v>May</c:v></c:pt></c:cat>' +
    '<c:val><c:pt idx="0"><c:v>12</c:v></c:pt></c:val></c:ser></c:barChart><c:catAx><c:title><a:t>Month</a:t></c:title></c:catAx></c:chart></c:chartSpace>';
  const { pieces } = await load(
    makeXlsx([{ name: 'S', xml: sheetData([[1]]) }], {
      'xl/worksheets/_rels/sheet0.xml.rels': relationshipsXml({
        a: { type: 'drawing', target: '../drawings/d.xml' },
        b: { type: 'comments', target: '../comments1.xml' },
      }),
      'xl/comments1.xml': '<comments><authors><author>Li</author></authors><commentList><comment ref="A1"><text><r><t>Check this</t></r></text></comment></commentList></comments>',
      'xl/drawings/_rels/d.xml.rels': relationshipsXml({ a: { type: 'chart', target: '../charts/c.xml' } }),
      'xl/charts/c.xml': chart,
    }),
  );
  expect(pieces.slice(2)).toEqual(['A1: Check this', 'Bar chart: Ducks', 'Seen', 'May | Seen: 12']);
});

test('an empty workbook, too many rows and cut-off XML are refused with advice; the type is known by the content', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load(makeXlsx([{ name: 'S', xml: '<sheetData/>' }]))).rejects.toMatchObject(refused);
  await expect(load(makeXlsx([{ name: 'S', xml: sheetData([[1], [2], [3]]) }]), { ...testLimits, maxBlocks: 2 })).rejects.toMatchObject(refused);
  await expect(load(makeXlsx([{ name: 'S', xml: '<sheetData><row>' }]))).rejects.toMatchObject(refused);
  const detected = await detectMediaType(await makeSourceFile('book.xlsx', makeXlsx([])));
  expect(detected).toEqual({ mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', notes: [] });
});
