import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makePptx, pptxShape as shape } from '../../testing/pptx-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { relationshipsXml } from '../../testing/zip-fixture.ts';
import { loadPptx } from './pptx.ts';

async function load(pptx: Uint8Array, limits = testLimits) {
  const document = await loadPptx(await makeSourceFile('talk.pptx', pptx), limits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

test('slides are pages in the order they are shown, their titles headings', async () => {
  const slide = (title: string) => shape({ placeholder: 'type="title"', paragraphs: [title] }) + shape({ paragraphs: [`about ${title}`] });
  const { title, pageCount, blocks, pieces } = await load(makePptx([slide('开场'), slide('End')]));
  expect({ title, pageCount, pieces }).toEqual({ title: '开场', pageCount: 2, pieces: ['开场', 'about 开场', 'End', 'about End'] });
  expect(blocks.map(({ kind, page, headingPath }) => [kind, page, headingPath])).toEqual([
    ['heading', 1, undefined],
    ['paragraph', 1, ['开场']],
    ['heading', 2, undefined],
    ['paragraph', 2, ['End']],
  ]);
});

test('shapes are read from top to bottom and left to right, those of a group together, slide numbers not', async () => {
  const group =
    '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="1828800"/></a:xfrm></p:grpSpPr>' +
    `${shape({ at: [3, 9], paragraphs: ['group right'] })}${shape({ at: [1, 9], paragraphs: ['group left'] })}</p:grpSp>`;
  const { pieces } = await load(
    makePptx([
      shape({ at: [0, 5], paragraphs: ['bottom'] }) +
        group +
        shape({ at: [5, 1], paragraphs: ['right'] }) +
        shape({ at: [1, 1.02], paragraphs: ['left'] }) +
        shape({ placeholder: 'type="title"', paragraphs: ['Title'] }) +
        shape({ placeholder: 'type="sldNum" idx="12"', paragraphs: ['7'] }),
    ]),
  );
  expect(pieces).toEqual(['Title', 'left', 'right', 'group left', 'group right', 'bottom']);
});

test('a placeholder without a place stands where its layout puts it', async () => {
  const { pieces } = await load(
    makePptx([shape({ placeholder: 'idx="1"', paragraphs: ['low'] }) + shape({ at: [0, 2], paragraphs: ['high'] })], {
      'ppt/slides/_rels/slide1.xml.rels': relationshipsXml({ a: { type: 'slideLayout', target: '../slideLayouts/l.xml' } }),
      'ppt/slideLayouts/l.xml': `<p:sldLayout>${shape({ at: [0, 4], placeholder: 'idx="1"', paragraphs: ['Click to add text'] })}</p:sldLayout>`,
    }),
  );
  expect(pieces).toEqual(['high', 'low']);
});

test('a table is read row by row, merged cells in every place they cover', async () => {
  const cell = (text: string, attributes = '') => `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const rows = [
    cell('City') + cell('People'),
    cell('Rome', 'rowSpan="2"') + cell('3'),
    cell('', 'vMerge="1"') + cell('4'),
  ];
  const { pieces, blocks } = await load(makePptx([`<p:graphicFrame><a:tbl>${rows.map((row) => `<a:tr>${row}</a:tr>`).join('')}</a:tbl></p:graphicFrame>`]));
  expect(pieces).toEqual(['City | People', 'City: Rome | People: 3', 'City: Rome | People: 4']);
  expect(blocks[1]).toMatchObject({ kind: 'table-row', page: 1, cell: { table: 0, row: 2 } });
});

test('lists keep their marks', async () => {
  const item = (text: string, mark: string) => `<a:p><a:pPr>${mark}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const xml = `<p:sp><p:txBody>${item('one', '<a:buAutoNum/>')}${item('two', '<a:buAutoNum/>')}${item('dot', '<a:buChar char="•"/>')}</p:txBody></p:sp>`;
  expect((await load(makePptx([xml]))).pieces).toEqual(['1. one', '2. two', '- dot']);
});

test('notes, comments of both forms, and diagrams belong to their slide; second forms are not read', async () => {
  const modern = '<p188:cmLst><p188:cm authorId="{A}"><p188:txBody><a:p><a:r><a:t>Agreed</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>';
  const { pieces, notes } = await load(
    makePptx([`<mc:AlternateContent><mc:Choice>${shape({ paragraphs: ['Body'] })}</mc:Choice><mc:Fallback>${shape({ paragraphs: ['Body'] })}</mc:Fallback></mc:AlternateContent>`, ''], {
      'ppt/slides/_rels/slide1.xml.rels': relationshipsXml({
        a: { type: 'notesSlide', target: '../notesSlides/n.xml' },
        b: { type: 'comments', target: '../comments/old.xml' },
        c: { type: 'comments', target: '../comments/new.xml' },
        d: { type: 'diagramData', target: '../diagrams/d.xml' },
      }),
      'ppt/notesSlides/n.xml': `<p:notes>${shape({ placeholder: 'type="body" idx="1"', paragraphs: ['Say hello'] })}${shape({ placeholder: 'type="sldNum"', paragraphs: ['1'] })}</p:notes>`,
      'ppt/comments/old.xml': '<p:cmLst><p:cm authorId="0"><p:text>Check</p:text></p:cm></p:cmLst>',
      'ppt/comments/new.xml': modern,
      'ppt/authors.xml': '<a:authorLst><a:author id="0" name="Li"/><a:author id="{A}" name="Kim"/></a:authorLst>',
      'ppt/diagrams/d.xml': '<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Step</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>',
      'ppt/slides/slide2.xml': '<p:sld show="0"><p:cSld/></p:sld>',
    }),
  );
  expect(pieces).toEqual(['Body', 'Step', 'Say hello', 'Li: Check', 'Kim: Agreed']);
  expect(notes).toEqual(['Slide 2 is hidden; it was read too']);
});

test('a presentation without text, or with too many slides, is refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load(makePptx(['']))).rejects.toMatchObject(refused);
  await expect(load(makePptx(['', '']), { ...testLimits, maxPages: 1 })).rejects.toMatchObject(refused);
});
