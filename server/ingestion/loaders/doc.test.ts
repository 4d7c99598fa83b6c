import { expect, test } from 'vitest';
import { inTable, makeDoc, property, rowEnd, type DocFixture, type DocParagraph } from '../../testing/doc-fixture.ts';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadDoc } from './doc.ts';

async function load(fixture: DocFixture) {
  const document = await loadDoc(await makeSourceFile('letter.doc', makeDoc(fixture)), testLimits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

const cell = (text: string) => ({ text: `${text}\u0007`, properties: [inTable] });
const header = (row: DocParagraph) => ({ ...row, properties: [property(0x3404, 1), ...(row.properties ?? [])] });

test('headings are known by their style, built in, by name or inherited, and by their outline level', async () => {
  const { pieces, blocks, title } = await load({
    styles: [{ name: 'Normal', builtIn: 0 }, { name: 'heading 2', builtIn: 2 }, { name: 'Mine', basedOn: 1 }, { name: '标题 1' }],
    body: [{ text: '开始\r', style: 3 }, { text: 'Second\r', style: 2 }, { text: 'text\r' }, { text: 'Third\r', properties: [property(0x2640, 2)] }, { text: 'tail\r' }],
  });
  expect(pieces).toEqual([['heading', '开始'], ['heading', 'Second'], ['paragraph', 'text'], ['heading', 'Third'], ['paragraph', 'tail']]);
  expect(blocks.map(({ level }) => level)).toEqual([1, 2, undefined, 3, undefined]);
  expect(blocks[4]?.headingPath).toEqual(['开始', 'Second', 'Third']);
  expect(title).toBe('开始');
});

test('text in one byte and in two stands in one document, its special characters are read', async () => {
  const { text } = await load({ body: [{ text: 'caf\u00e9 \u0093q\u0094\u000bnext\u001ehyphen\u001f\u0001\r' }, { text: '中文 \u00a0end\r' }], narrowChars: 23 });
  expect(text).toBe('café “q”\nnext-hyphen\n\n中文 end');
});

test('of fields the result is read, also where it reaches over paragraphs', async () => {
  const { text } = await load({ body: [{ text: 'see \u0013HYPERLINK "x" \u0013PAGE\u00147\u0015\u0014the page\u0015 now\r' }, { text: '\u0013TOC\u0014one\r' }, { text: 'two\u0015\r' }] });
  expect(text).toBe('see the page now\n\none\n\ntwo');
});

test('rows of a table carry their headers, merged cells what they cover', async () => {
  const { pieces, blocks } = await load({
    body: [
      { text: 'before\r' },
      ...['Area', 'City', 'People'].map(cell),
      rowEnd([0, 0, 0]),
      ...['Lazio', 'Rome', '3'].map(cell),
      rowEnd([0x60, 0, 0]),
      ...['', 'Ostia', '1'].map(cell),
      rowEnd([0x20, 0, 0]),
      ...['Both', '', '4'].map(cell),
      rowEnd([0x01, 0x02, 0]),
      { text: 'after\r' },
    ],
  });
  expect(pieces).toEqual([
    ['paragraph', 'before'],
    ['table-row', 'Area | City | People'],
    ['table-row', 'Area: Lazio | City: Rome | People: 3'],
    ['table-row', 'Area: Lazio | City: Ostia | People: 1'],
    ['table-row', 'Area: Both | City: Both | People: 4'],
    ['paragraph', 'after'],
  ]);
  expect(blocks[2]?.cell).toEqual({ table: 0, row: 2 });
});

test('a cell as wide as several of other rows covers their columns', async () => {
  const { pieces } = await load({
    body: [
      ...['City', 'People'].map(cell),
      header(rowEnd([0, 0], [0, 1_000, 3_010])),
      ...['', '2023', '2024'].map(cell),
      header(rowEnd([0, 0, 0], [10, 1_000, 2_000, 3_000])),
      ...['Rome', '3', '4'].map(cell),
      rowEnd([0, 0, 0]),
    ],
  });
  expect(pieces.map(([, text]) => text)).toEqual(['City | People', '2023 | 2024', expect.stringMatching(/^City: Rome \| People\W+2023: 3 \| People\W+2024: 4$/)]);
});

test('lists have their marks, notes follow their paragraph, text boxes come last', async () => {
  const item = (level: number) => [property(0x460b, 1, 0), property(0x260a, level)];
  const { pieces } = await load({
    list: [{ mark: '\u0000.', format: 0 }, { mark: '\u0000.\u0001)', format: 4 }, { mark: '\uf0b7', format: 23 }],
    body: [{ text: 'one\r', properties: item(0) }, { text: 'inner\r', properties: item(1) }, { text: 'dot\r', properties: item(2) }, { text: 'two\u0002\r', properties: item(0) }, { text: 'end\r' }],
    footnotes: [{ character: 17, text: 'The note.' }],
    textBox: 'In a box\r',
  });
  expect(pieces).toEqual([
    ['list-item', '1. one'],
    ['list-item', '1.a) inner'],
    ['list-item', '- dot'],
    ['list-item', '2. two'],
    ['paragraph', 'The note.'],
    ['paragraph', 'end'],
    ['paragraph', 'In a box'],
  ]);
});

test('what is deleted or hidden is left out', async () => {
  const runs = [
    { start: 4, end: 9, properties: property(0x0800, 1) },
    { start: 13, end: 18, properties: property(0x083c, 1) },
  ];
  expect((await load({ body: [{ text: 'The old, new false word\r' }], runs })).text).toBe('The new word');
});

test('a password, an older Word, no text and a broken list of pieces are refused with advice', async () => {
  const body = [{ text: 'text\r' }];
  const failures: [Uint8Array, RegExp][] = [
    [makeDoc({ body, flags: 0x300 }), /protected by a password/],
    [makeDoc({ body, version: 0x68 }), /older than Word 97/],
    [makeDoc({ body: [{ text: '\u0001\r' }] }), /holds no text/],
    [makeDoc({ body: [{ text: 'x'.repeat(3) }], flags: 0 }), /damaged/],
  ];
  for (const [doc, message] of failures) {
    const file = await makeSourceFile('a.doc', doc);
    await expect(loadDoc(file, testLimits)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(message), details: { hint: expect.any(String) } });
  }
});
