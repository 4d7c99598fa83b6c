import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadCode } from './code.ts';

async function load(name: string, source: string) {
  const document = await loadCode(await makeSourceFile(name, source), testLimits);
  return { ...document, pieces: document.blocks.map(({ start, end, headingPath }) => [headingPath?.join(' > '), document.text.slice(start, end)]) };
}

async function namesIn(source: string) {
  return (await load('a.txt', source)).blocks.map(({ headingPath }) => headingPath?.join(' > '));
}

test('the text is the file itself; each definition stands under its name, with its comments and decorators', async () => {
  const source = 'import os\n\n# Reads it.\n@cached\ndef parse(text):\n    """Doc."""\n    return text\n\n\nclass Reader:\n    x = 1\n\nprint(1)\n';
  const { text, pieces, title } = await load('read_it.py', source);
  expect(text).toBe(source);
  expect(title).toBe('read_it.py');
  expect(pieces).toEqual([
    [undefined, 'import os'],
    ['def parse', '# Reads it.\n@cached\ndef parse(text):\n    """Doc."""\n    return text'],
    ['class Reader', 'class Reader:\n    x = 1'],
    [undefined, 'print(1)'],
  ]);
});

test('a long class is parted into its methods', async () => {
  const body = '    // long enough to be parted\n'.repeat(15);
  const source = `export class Pool {\n  #size = 1;\n\n  constructor(size: number) {\n${body}  }\n\n  /** Takes one. */\n  async take(): Promise<void> {\n${body}  }\n}\n`;
  const { blocks, pieces } = await load('pool.ts', source);
  expect(blocks.map(({ headingPath }) => headingPath)).toEqual([['class Pool'], ['class Pool', 'constructor'], ['class Pool', 'take']]);
  expect(pieces[2]?.[1]).toMatch(/^\/\*\* Takes one\. \*\/[^]*\}\n\}$/);
});

test('definitions are known in many languages', async () => {
  const sources = [
    ['export const load = async (file) => {\n};', 'load'],
    ['res.send = function send(body) {\n};', 'res.send'],
    ['func (r *Reader) Read(p []byte) {\n}', 'func (r *Reader) Read'],
    ['impl<T> Display for Point<T> {\n}', 'impl Display for Point<T>'],
    ['pub(crate) async fn run() {\n}', 'fn run'],
    ['static int add(int a,\n               int b)\n{\n}', 'add'],
    ['CREATE TABLE IF NOT EXISTS users (\n  id INT\n);', 'table users'],
    ['deploy() {\n  echo hi\n}', 'deploy'],
    ['public sealed interface Shape {\n}', 'interface Shape'],
  ];
  for (const [source, name] of sources) expect(await namesIn(source!)).toEqual([name]);
});

test('statements, calls and words in comments define nothing', async () => {
  expect(await namesIn("describe('x', () => {\n  run();\n});\nif (a) {\n}\nreturn parse(text)\n// the class of things\n")).toEqual([undefined]);
});

test('every visible character is in some block, in order, also of code without any shape', async () => {
  const source = '\t\t} )\n  x\n\n}}}} class\n    def a\n\r\nfunction(((\n'.repeat(50);
  const { text, blocks } = await load('odd.js', source);
  const covered = blocks.map(({ start, end }) => text.slice(start, end)).join('');
  expect(covered.replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
});
