import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { docxParagraph as paragraph, docxTable, makeDocx } from '../../testing/docx-fixture.ts';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadDocx } from './docx.ts';

async function load(docx: Uint8Array) {
  const document = await loadDocx(await makeSourceFile('letter.docx', docx), testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

const styles =
  '<w:styles><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My section"/><w:basedOn w:val="Base"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>';

test('headings are known by the name of their style and by an inherited outline level', async () => {
  const { blocks, title } = await load(
    makeDocx(paragraph('第一章', 'H1') + paragraph('Part', 'Mine') + paragraph('text'), { 'word/styles.xml': styles }),
  );
  expect(title).toBe('第一章');
  expect(blocks.map((block) => block.level)).toEqual([1, 2, undefined]);
  expect(blocks[2]?.headingPath).toEqual(['第一章', 'Part']);
});

test('numbered paragraphs carry the number Word shows', async () => {
  const level = (ilvl: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `<w:numbering><w:abstractNum w:abstractNumId="7">${level(0, 'chineseCounting', '第%1条')}${level(1, 'lowerLetter', '(%2)')}${level(2, 'bullet', '•')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
  const item = (text: string, ilvl: number) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const body = item('总则', 0) + item('a', 1) + item('b', 1) + item('dot', 2) + item('附则', 0) + item('c', 1);
  const { pieces } = await load(makeDocx(body, { 'word/numbering.xml': numbering }));
  expect(pieces.map(([, text]) => text)).toEqual(['第一条 总则', '(a) a', '(b) b', '- dot', '第二条 附则', '(a) c']);
});

test('rows of a table carry their headers; a table of one column is running text', async () => {
  const { pieces } = await load(makeDocx(docxTable([['Item', 'Price'], ['Pen', '2'], ['Book', '15']]) + docxTable([['boxed'], ['text']])));
  expect(pieces).toEqual([
    ['table-row', 'Item | Price'],
    ['table-row', 'Item: Pen | Price: 2'],
    ['table-row', 'Item: Book | Price: 15'],
    ['paragraph', 'boxed'],
    ['paragraph', 'text'],
  ]);
});

test('text boxes, footnotes and comments are read, deleted text and second forms are not', async () => {
  const body =
    '<w:p><w:r><w:t>Body &amp; text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>' +
    '<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>' +
    '<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></mc:Choice>' +
    '<mc:Fallback><w:p><w:r><w:t>in a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>after</w:t></w:r></w:p>';
  const { text } = await load(
    makeDocx(body, {
      'word/footnotes.xml': '<w:footnotes><w:footnote w:type="separator" w:id="1"/><w:footnote w:id="2"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>',
      'word/comments.xml': '<w:comments><w:comment w:id="0" w:author="Li"><w:p><w:r><w:t>Check</w:t></w:r></w:p></w:comment></w:comments>',
    }),
  );
  expect(text).toBe('Body & text\n\nThe note.\n\nLi: Check\n\nin a box\n\nafter');
});

test('what stands on every page is read once, after the body', async () => {
  const header = `<w:hdr>${paragraph('Staff handbook')}</w:hdr>`;
  const { text } = await load(makeDocx(paragraph('Body'), { 'word/header1.xml': header, 'word/header2.xml': header, 'word/footer1.xml': `<w:ftr>${paragraph('12')}</w:ftr>` }));
  expect(text).toBe('Body\n\nStaff handbook');
});

test('the title is the one in the properties', async () => {
  const { title } = await load(makeDocx(paragraph('x'), { 'docProps/core.xml': '<cp:coreProperties><dc:title>员工手册</dc:title></cp:coreProperties>' }));
  expect(title).toBe('员工手册');
});

test('a bomb, an entity attack, a missing part and broken XML are refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load(zipSync({ 'word/document.xml': new Uint8Array(30 * 1024 * 1024) }))).rejects.toMatchObject(refused);
  await expect(load(makeDocx('', { 'word/styles.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }))).rejects.toMatchObject(refused);
  await expect(load(zipSync({ 'a.xml': new Uint8Array([60]) }))).rejects.toMatchObject(refused);
  await expect(load(makeDocx('<w:p><w:r><w:t>cut'))).rejects.toMatchObject(refused);
  await expect(load(makeDocx('<w:p>'.repeat(20_000) + '</w:p>'.repeat(20_000)))).rejects.toMatchObject(refused);
});
