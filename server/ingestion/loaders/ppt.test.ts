import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makePpt, outlineShape, tableShape, textShape, type PptSlideFixture } from '../../testing/ppt-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadPpt } from './ppt.ts';

async function load(slides: readonly PptSlideFixture[], limits = testLimits) {
  const document = await loadPpt(await makeSourceFile('talk.ppt', makePpt(slides)), limits);
  return { ...document, pieces: document.blocks.map(({ kind, page, start, end }) => [kind, page, document.text.slice(start, end)]) };
}

test('a slide is a page: its title, its texts from top to bottom, then notes and comments', async () => {
  const { pieces, blocks, title, pageCount, notes } = await load([
    {
      shapes: [textShape('below\rline one\u000bline two', { top: 900 }), textShape('left', { top: 500, left: 10 }), outlineShape(0, { top: 700, placeholder: 13 }), textShape('3', { placeholder: 8 })],
      outline: [{ kind: 0, text: '第一页' }],
      notes: 'say this',
      comment: { author: 'Ann', text: 'Too long' },
    },
    { shapes: [textShape('Second', { kind: 6 }), textShape('café')], isHidden: true },
  ]);
  expect(pieces).toEqual([
    ['heading', 1, '第一页'],
    ['paragraph', 1, 'left'],
    ['paragraph', 1, 'below'],
    ['paragraph', 1, 'line one\nline two'],
    ['paragraph', 1, 'say this'],
    ['paragraph', 1, 'Ann: Too long'],
    ['heading', 2, 'Second'],
    ['paragraph', 2, 'café'],
  ]);
  expect(blocks[1]?.headingPath).toEqual(['第一页']);
  expect({ title, pageCount, notes }).toEqual({ title: '第一页', pageCount: 2, notes: ['Slide 2 is hidden; it was read too'] });
});

test('a group marked as a table is read by rows, merged cells in every place they cover', async () => {
  const cell = (text: string, column: number, row: number, columns = 1) =>
    textShape(text, { isChild: true, left: column * 100, right: (column + columns) * 100, top: row * 50, bottom: (row + 1) * 50 });
  const cells = [cell('3', 1, 1), cell('City', 0, 0), cell('People', 1, 0), cell('Rome', 0, 1), cell('none', 0, 2, 2)];
  const { pieces, blocks } = await load([{ shapes: [textShape('above', { top: 10 }), tableShape(300, cells)] }]);
  expect(pieces.map(([, , text]) => text)).toEqual(['above', 'City | People', 'City: Rome | People: 3', 'City: none | People: none']);
  expect(blocks[2]?.cell).toEqual({ table: 0, row: 2 });
});

test('a password, too many slides, no text and a broken list of changes are refused with advice', async () => {
  const slide = { shapes: [textShape('text')] };
  const broken = makePpt([slide]);
  broken.writeUInt16LE(0x111, broken.indexOf(Buffer.from([0xf5, 0x0f])));
  const failures: [Buffer, RegExp][] = [
    [makePpt([slide], 0xf3d1c4df), /protected by a password/],
    [makePpt([slide, slide, slide]), /3 slides/],
    [makePpt([{ shapes: [] }]), /holds no text/],
    [broken, /damaged/],
  ];
  for (const [ppt, message] of failures) {
    const file = await makeSourceFile('a.ppt', ppt);
    await expect(loadPpt(file, { ...testLimits, maxPages: 2 })).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(message), details: { hint: expect.any(String) } });
  }
});
