import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

const listStyles =
  '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>';

async function load(kind: 'text' | 'presentation' | 'spreadsheet', body: string, parts: Readonly<Record<string, string>> = {}) {
  const content = `<office:document-content><office:automatic-styles>${listStyles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`;
  const files = Object.entries({ 'content.xml': content, ...parts }).map(([name, text]) => [name, strToU8(text)]);
  const zip = zipSync({ mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }], ...Object.fromEntries(files) });
  const file = await makeSourceFile('document', zip);
  const document = await loaderFor((await detectMediaType(file)).mediaType, file.name).load(file, testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

test('headings, paragraphs and blanks are read; what was deleted is not', async () => {
  const { pieces, blocks, title } = await load(
    'text',
    '<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h text:outline-level="2">第一<text:span>章</text:span></text:h><text:p>a<text:s text:c="3"/>b<text:line-break/>c</text:p>',
  );
  expect({ title, pieces }).toEqual({ title: '第一章', pieces: ['第一章', 'a b\nc'] });
  expect(blocks.map(({ kind, level, headingPath }) => [kind, level, headingPath])).toEqual([
    ['heading', 2, undefined],
    ['paragraph', undefined, ['第一章']],
  ]);
});

test('items of lists carry their number or bullet, an item its mark once', async () => {
  const item = (inner: string) => `<text:list-item>${inner}</text:list-item>`;
  const { pieces } = await load(
    'text',
    `<text:list text:style-name="N">${item('<text:p>one</text:p><text:p>still one</text:p>')}${item(`<text:p>two</text:p><text:list>${item('<text:p>dot</text:p>')}</text:list>`)}</text:list>` +
      `<text:list text:style-name="N" text:continue-numbering="true">${item('<text:p>three</text:p>')}</text:list>`,
  );
  expect(pieces).toEqual(['1. one', 'still one', '2. two', '- dot', '3. three']);
});

test('footnotes and comments follow their paragraph, the latter with their author', async () => {
  const { pieces } = await load(
    'text',
    '<text:p>Said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note> so' +
      '<office:annotation><dc:creator>Li</dc:creator><dc:date>2024-01-01</dc:date><text:p>Check</text:p></office:annotation>.</text:p>',
  );
  expect(pieces).toEqual(['Said so.', 'The note.', 'Li: Check']);
});

test('tables carry their headers in every row, merged cells what they cover', async () => {
  const cell = (text: string, attributes = '') => `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const { pieces, blocks } = await load(
    'text',
    `<table:table><table:table-header-rows><table:table-row>${cell('City')}${cell('People')}</table:table-row></table:table-header-rows>` +
      `<table:table-row>${cell('Rome', 'table:number-rows-spanned="2"')}${cell('many')}</table:table-row><table:table-row><table:covered-table-cell/>${cell('few')}</table:table-row></table:table>`,
  );
  expect(pieces).toEqual(['City | People', 'City: Rome | People: many', 'City: Rome | People: few']);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', cell: { table: 0, row: 3 } });
});

test('slides are pages, their titles headings, notes after them', async () => {
  const frame = (text: string, attributes = '') => `<draw:frame ${attributes}><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`;
  const { blocks, pieces, pageCount } = await load(
    'presentation',
    `<draw:page>${frame('Start', 'presentation:class="title"')}${frame('first')}<presentation:notes>${frame('say it')}</presentation:notes></draw:page><draw:page>${frame('second')}</draw:page>`,
  );
  expect({ pageCount, pieces }).toEqual({ pageCount: 2, pieces: ['Start', 'first', 'say it', 'second'] });
  expect(blocks.map(({ kind, page }) => [kind, page])).toEqual([['heading', 1], ['paragraph', 1], ['paragraph', 1], ['paragraph', 2]]);
});

test('sheets are read as they show their numbers, empty repeats cost nothing, hidden ones are noted', async () => {
  const cell = (text: string, attributes = '') => `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const { pieces, blocks, notes } = await load(
    'spreadsheet',
    `<table:table table:name="Prices" table:style-name="hid"><table:table-row>${cell('Item')}${cell('Price')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>` +
      `<table:table-row>${cell('Pen')}${cell('€2.50', 'office:value="2.5"')}</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>` +
      `<table:table-row>${cell('end')}</table:table-row></table:table>`,
    { 'styles.xml': '<x><style:style style:name="hid"><style:table-properties table:display="false"/></style:style></x>' },
  );
  expect(pieces).toEqual(['Prices', 'Item | Price', 'Item: Pen | Price: €2.50', 'Item: end']);
  expect(blocks.at(-1)?.cell).toEqual({ table: 0, row: 1_048_003, sheet: 'Prices', range: 'A1048003' });
  expect(notes).toEqual(['The sheet "Prices" is hidden; it was read too']);
});

test('the title in the properties is the title', async () => {
  expect((await load('text', '<text:p>x</text:p>', { 'meta.xml': '<m><dc:title>Annual report</dc:title></m>' })).title).toBe('Annual report');
});

test('an encrypted, an empty and a cut-off document are refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load('text', '<text:p>x</text:p>', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' })).rejects.toMatchObject({ ...refused, message: expect.stringContaining('password') });
  await expect(load('text', '')).rejects.toMatchObject(refused);
  await expect(load('text', '', { 'content.xml': '<office:document-content><text:p>' })).rejects.toMatchObject(refused);
});
