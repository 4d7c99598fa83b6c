import { expect, test } from 'vitest';
import { makeCompoundFile } from '../../testing/compound-file-fixture.ts';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { fields, makeXls, numberCell, textCell, wide, workbookStream, type XlsFixtureRecord } from '../../testing/xls-fixture.ts';
import { loadXls } from './xls.ts';

async function load(xls: Uint8Array, limits = testLimits) {
  const document = await loadXls(await makeSourceFile('book.xls', xls), limits);
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

const format = (number: number): XlsFixtureRecord => [0xe0, fields('22', [0, number])];

test('each sheet is a section, each row says what its values are and where it stands', async () => {
  const { pieces, blocks, notes, title } = await load(
    makeXls([
      { name: '价格', records: [textCell(0, 0, '品名'), textCell(0, 1, '单价'), textCell(1, 0, '钢笔'), numberCell(1, 1, 2.5)] },
      { name: 'Empty', records: [] },
      { name: 'Stock', records: [textCell(0, 0, 'Item'), textCell(0, 1, 'Count'), numberCell(1, 1, 7), textCell(1, 0, 'Pen')], state: 1 },
    ]),
  );
  expect(pieces).toEqual(['价格', '品名 | 单价', '品名: 钢笔 | 单价: 2.5', 'Stock', 'Item | Count', 'Item: Pen | Count: 7']);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', headingPath: ['价格'], cell: { table: 0, row: 2, sheet: '价格' } });
  expect(notes).toEqual(['The sheet "Stock" is hidden; it was read too']);
  expect(title).toBe('book');
});

test('numbers and dates read as the sheet shows them, whichever way they are kept', async () => {
  const custom: XlsFixtureRecord = [0x41e, fields('22', [164, 10], wide('"¥"#,##0.0'))];
  const names = ['Due', 'Rate', 'Sum', 'Cut', 'Done', 'Bad', 'Word', 'Twice'].map((name, column) => textCell(0, column, name));
  const { pieces } = await load(
    makeXls(
      [
        {
          name: 'S',
          records: [
            ...names,
            [0x27e, fields('2224', [1, 0, 1, (45366 * 4 + 2) >>> 0])],
            [0xbd, Buffer.concat([fields('22', [1, 1]), fields('24', [2, 0x3fb33333 & ~3]), fields('24', [3, (123450 * 4 + 3) >>> 0]), fields('2', [2])])],
            [0x27e, fields('2224', [1, 3, 0, (-5 * 4 + 2) >>> 0])],
            [0x205, fields('22211', [1, 4, 0, 1, 0])],
            [0x205, fields('22211', [1, 5, 0, 7, 1])],
            [0x06, Buffer.concat([fields('222', [1, 6, 0]), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), Buffer.alloc(8)])],
            [0x207, fields('2', [2], wide('ja'))],
            [0x06, Buffer.concat([fields('2228', [1, 7, 3, 7]), Buffer.alloc(8)])],
          ],
        },
      ],
      [custom, format(0), format(14), format(10), format(164)],
    ),
  );
  expect(pieces.at(-1)).toBe('Due: 2024-03-15 | Rate: 7.50% | Sum: ¥1,234.5 | Cut: -5 | Done: TRUE | Bad: #DIV/0! | Word: ja | Twice: ¥7.0');
});

test('a workbook that counts days from 1904 shows the same dates', async () => {
  const sheet = { name: 'S', records: [textCell(0, 0, 'Day'), numberCell(0, 1, 45366 - 1462, 0)] };
  expect((await load(makeXls([sheet], [[0x22, fields('2', [1])], format(14)]))).text).toContain('2024-03-15');
});

test('shared texts go on in the next record, where their characters may have another width', async () => {
  const first = Buffer.concat([fields('44', [3, 3]), fields('21', [2, 0]), Buffer.from('ab'), fields('212', [4, 9, 1]), Buffer.from('中', 'utf16le')]);
  const second = Buffer.concat([Buffer.from([0]), Buffer.from('xyz'), fields('22', [0, 0]), fields('214', [1, 5, 3]), Buffer.from('末', 'utf16le'), Buffer.from('???')]);
  const shared = (column: number): XlsFixtureRecord => [0xfd, fields('2224', [0, column, 0, column])];
  const { pieces } = await load(makeXls([{ name: 'S', records: [shared(0), shared(1), shared(2)] }], [[0xfc, first], [0x3c, second]]));
  expect(pieces.at(-1)).toBe('ab | 中xyz | 末');
});

test('merged titles reach over their columns; comments and text boxes follow the rows; charts are passed over', async () => {
  const object = (id: number, kind: number): XlsFixtureRecord => [0x5d, fields('2222', [0x15, 18, kind, id], Buffer.alloc(14))];
  const objectText = (text: string): XlsFixtureRecord[] => [[0x1b6, fields('22222222', [0, 0, 0, 0, 0, text.length, 0, 0])], [0x3c, wide(text)]];
  const { pieces } = await load(
    makeXls([
      {
        name: 'S',
        records: [
          textCell(0, 0, 'Where'),
          textCell(0, 1, 'Flow'),
          [0xe5, fields('22222', [1, 0, 0, 1, 2])],
          ...['City', 'In', 'Out'].map((name, column) => textCell(1, column, name)),
          textCell(2, 0, 'Rome'),
          numberCell(2, 1, 3),
          numberCell(2, 2, 4),
          object(1, 0x19),
          ...objectText('Look'),
          object(2, 6),
          ...objectText('In a box'),
          [0x1c, fields('2222', [2, 27, 0, 1])],
          [0x809, fields('22', [0x600, 0x20])],
          numberCell(9, 9, 999),
          [0x0a, Buffer.alloc(0)],
        ],
      },
    ]),
  );
  expect(pieces.slice(-3)).toEqual([expect.stringMatching(/^Where\W+City: Rome \| Flow\W+In: 3 \| Flow\W+Out: 4$/), 'AB3: Look', 'In a box']);
});

test('a workbook of Excel 95 is read by its code page', async () => {
  const cell: XlsFixtureRecord = [0x204, fields('2222', [0, 0, 0, 4], Buffer.from('c1aacda8', 'hex'))];
  const stream = workbookStream([{ name: 'Old', records: [cell] }], [[0x42, fields('2', [936])]], 0x500);
  expect((await load(makeCompoundFile({ Book: stream }))).text).toBe('Old\n\n联通');
});

test('a password, an empty workbook, too many rows and what is no workbook are refused with advice', async () => {
  const many = Array.from({ length: 30 }, (_, row) => textCell(row, 0, 'x'));
  const failures: [Buffer, RegExp][] = [
    [makeXls([{ name: 'S', records: [textCell(0, 0, 'x')] }], [[0x2f, fields('2', [1])]]), /protected by a password/],
    [makeXls([{ name: 'S', records: [] }]), /empty/],
    [makeXls([{ name: 'S', records: many }]), /more than 20/],
    [makeCompoundFile({ Workbook: Buffer.from('no workbook') }), /damaged/],
  ];
  for (const [xls, message] of failures) {
    await expect(load(xls, { ...testLimits, maxBlocks: 20 })).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(message), details: { hint: expect.any(String) } });
  }
});

test('sheets that claim the same place are read once', async () => {
  const stream = workbookStream([{ name: 'A', records: [textCell(0, 0, 'once')] }, { name: 'B', records: [] }]);
  const [first, second] = [stream.indexOf(wide('A')) - 8, stream.indexOf(wide('B')) - 8];
  stream.copy(stream, second + 1, first + 1, first + 5);
  expect((await load(makeCompoundFile({ Workbook: stream }))).text.match(/once/g)).toHaveLength(1);
});
