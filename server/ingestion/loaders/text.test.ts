import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadText } from './text.ts';

async function load(content: string | Uint8Array, limits = testLimits) {
  return loadText(await makeSourceFile('my_notes.txt', content), limits);
}

test('the text is the file itself, so that offsets point into the original', async () => {
  const source = '  第一段。\r\n仍是第一段\r\n\r\n\t\r\nSecond paragraph\rwith old line ends\n';
  const { text, blocks, title } = await load(`\ufeff${source}`);
  expect(text).toBe(source);
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(['第一段。\r\n仍是第一段', 'Second paragraph\rwith old line ends']);
  expect(title).toBe('my notes');
});

test('text in GBK is read as Chinese', async () => {
  const { text } = await load(Buffer.from('d6d0b9fab5c4cad7b6bccac7b1b1bea9a1a3', 'hex'));
  expect(text).toBe('中国的首都是北京。');
});

test('more text than the limit is refused', async () => {
  await expect(load('x'.repeat(50), { ...testLimits, maxTextChars: 49 })).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
});

test('a line of any length is a paragraph', async () => {
  const { blocks } = await load(`${'x'.repeat(12_000_000)}\n\ny`, { ...testLimits, maxTextChars: 20_000_000 });
  expect(blocks).toEqual([
    { kind: 'paragraph', start: 0, end: 12_000_000 },
    { kind: 'paragraph', start: 12_000_002, end: 12_000_003 },
  ]);
});
