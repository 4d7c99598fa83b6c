import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadMarkdown } from './markdown.ts';

async function load(source: string) {
  const document = await loadMarkdown(await makeSourceFile('file.md', source), testLimits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('headings of both kinds open sections that the blocks below stand in', async () => {
  const { blocks, text, title } = await load('# **Guide** to [all](x)\n\nintro\n\nPart\n----\n\nbody\n\n### Deep ###\ndeep body\n\n## Next\nend');
  const paths = blocks.map((block) => [text.slice(block.start, block.end).split('\n')[0], block.headingPath]);
  expect(title).toBe('Guide to all');
  expect(paths).toEqual([
    ['# **Guide** to [all](x)', undefined],
    ['intro', ['Guide to all']],
    ['Part', ['Guide to all']],
    ['body', ['Guide to all', 'Part']],
    ['### Deep ###', ['Guide to all', 'Part']],
    ['deep body', ['Guide to all', 'Part', 'Deep']],
    ['## Next', ['Guide to all']],
    ['end', ['Guide to all', 'Next']],
  ]);
});

test('fenced and indented code is one block, with blank lines and marks inside', async () => {
  const { pieces } = await load('text\n\n```js\n# no heading\n\n- no item\n```\n\n    indented\n    code\n\nend');
  expect(pieces).toEqual([
    ['paragraph', 'text'],
    ['code', '```js\n# no heading\n\n- no item\n```'],
    ['code', 'indented\n    code'],
    ['paragraph', 'end'],
  ]);
});

test('a fence that is never closed runs to the end', async () => {
  expect((await load('~~~\na\n\nb')).pieces).toEqual([['code', '~~~\na\n\nb']]);
});

test('each row of a table is a block, the header together with its line', async () => {
  const { pieces, blocks } = await load('| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |\nafter\n');
  expect(pieces.slice(0, 3)).toEqual([
    ['table-row', '| a | b |\n|---|:-:|'],
    ['table-row', '| 1 | 2 |'],
    ['table-row', '| 3 | 4 |'],
  ]);
  expect(blocks[1]?.cell).toEqual({ table: 0, row: 2 });
});

test('list items keep the lines that belong to them', async () => {
  const { pieces } = await load('- one\n  more\n- two\n\n  still two\n1. three\n\nend');
  expect(pieces).toEqual([
    ['list-item', '- one\n  more'],
    ['list-item', '- two'],
    ['list-item', 'still two'],
    ['list-item', '1. three'],
    ['paragraph', 'end'],
  ]);
});

test('a rule of dashes after an empty line is no heading, and Windows line ends change nothing', async () => {
  expect((await load('a\r\n\r\n---\r\n\r\nb\r\n')).pieces.map(([, text]) => text)).toEqual(['a', '---', 'b']);
});
