import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadRst } from './rst.ts';

async function load(...lines: string[]) {
  const document = await loadRst(await makeSourceFile('guide.rst', lines.join('\n')), testLimits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('the marks of headings are ranked in the order they come', async () => {
  const { blocks, pieces, title } = await load('=====', 'Guide', '=====', '', 'Setup', '-----', '', 'On Linux', '~~~~~~~~', '', 'text', '', 'Usage', '-----', '', 'more');
  expect(title).toBe('Guide');
  expect(pieces.filter(([kind]) => kind === 'heading').map(([, text]) => text)).toEqual(['Guide', 'Setup', 'On Linux', 'Usage']);
  expect(blocks.filter(({ kind }) => kind === 'paragraph').map(({ headingPath }) => headingPath)).toEqual([['Guide', 'Setup', 'On Linux'], ['Guide', 'Usage']]);
});

test('roles, links and emphasis leave their text', async () => {
  const { text } = await load('Call :py:func:`~pkg.parse` with *care*, ``x * y`` or `the docs <https://a.b/c>`_, see Guide_ and [1]_.');
  expect(text).toBe('Call pkg.parse with care, x * y or the docs, see Guide and [1].');
});

test('code, notes and lists are told apart; comments, targets and pictures are left out', async () => {
  const { pieces } = await load(
    '.. _start:', '', 'Run this::', '', '   a = 1', '     b', '', '.. note:: Take care', '   of it.', '', '* one', '  more', '* two', '', '#. first', '',
    '.. code-block:: python', '   :linenos:', '', '   def f():', '       pass', '', '.. a comment', '   that goes on', '', '.. image:: x.png', '   :alt: y', '', '.. versionadded:: 1.2',
  );
  expect(pieces).toEqual([
    ['paragraph', 'Run this:'],
    ['code', 'a = 1\n  b'],
    ['paragraph', 'Take care\nof it.'],
    ['list-item', '- one\nmore'],
    ['list-item', '- two'],
    ['list-item', '#. first'],
    ['code', 'def f():\n    pass'],
    ['paragraph', 'versionadded 1.2'],
  ]);
});

test('grid tables, simple tables and tables of lists are read as rows', async () => {
  const grid = await load('+------+-------+', '| City | Count |', '+======+=======+', '| Rome | 3     |', '| town |       |', '+------+-------+', 'after');
  expect(grid.pieces).toEqual([['table-row', 'City | Count'], ['table-row', 'City: Rome town | Count: 3'], ['paragraph', 'after']]);
  const simple = await load('=====  =====', 'A      B', '=====  =====', '1      two', '       lines', '2      three', '=====  =====', '', 'after');
  expect(simple.pieces.map(([, text]) => text)).toEqual(['A | B', 'A: 1 | B: two lines', 'A: 2 | B: three', 'after']);
  const list = await load('.. list-table:: Ages', '', '   * - Name', '     - Age', '   * - Li', '     - 3');
  expect(list.pieces.map(([, text]) => text)).toEqual(['Ages', 'Name | Age', 'Name: Li | Age: 3']);
});

test('directives nested without end do not end the parser', async () => {
  const deep = Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}.. note::`);
  expect((await load('start', '', ...deep, `${'  '.repeat(300)}core`)).text).toContain('start');
});
