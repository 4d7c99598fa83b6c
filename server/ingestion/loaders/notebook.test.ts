import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

async function load(content: unknown, name = 'study.ipynb') {
  const file = await makeSourceFile(name, typeof content === 'string' ? content : JSON.stringify(content));
  const document = await loaderFor((await detectMediaType(file)).mediaType, name).load(file, testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('text, code and results are read in their order, without the marks of the format', async () => {
  const { title, pieces, blocks } = await load({
    cells: [
      { cell_type: 'markdown', source: ['# 分析\n', '\n', 'Some *text*'] },
      { cell_type: 'code', source: 'print(1)', outputs: [{ output_type: 'stream', text: ['1\n'] }, { data: { 'text/plain': ['Out'], 'image/png': 'AAAA' } }] },
      { cell_type: 'code', source: ['1/0'], outputs: [{ ename: 'ZeroDivisionError', evalue: 'division by zero', traceback: ['x'] }] },
    ],
    nbformat: 4,
  });
  expect(title).toBe('分析');
  expect(pieces).toEqual([
    ['heading', '分析'],
    ['paragraph', 'Some *text*'],
    ['code', 'print(1)'],
    ['code', '1'],
    ['code', 'Out'],
    ['code', '1/0'],
    ['code', 'ZeroDivisionError: division by zero'],
  ]);
  expect(blocks[2]?.headingPath).toEqual(['分析']);
});

test('a result shown as a table is read as one; cells of older notebooks stand in sheets', async () => {
  const html = '<table><tr><th>City</th><th>People</th></tr><tr><td>Rome</td><td>3</td></tr></table>';
  const { pieces } = await load({ worksheets: [{ cells: [{ cell_type: 'code', input: 'df', outputs: [{ data: { 'text/html': [html], 'text/plain': 'x' } }] }] }] });
  expect(pieces).toEqual([
    ['code', 'df'],
    ['table-row', 'City | People'],
    ['table-row', 'City: Rome | People: 3'],
  ]);
});

test('a notebook cut off is read as plain text and noted', async () => {
  const { text, notes } = await load('{"cells": [{"cell_type": "markdown", "source": "half');
  expect(text).toContain('half');
  expect(notes[0]).toContain('damaged');
});
