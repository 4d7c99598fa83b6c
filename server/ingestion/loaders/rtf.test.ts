import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

async function load(rtf: string) {
  const file = await makeSourceFile('letter.rtf', Buffer.from(rtf, 'latin1'));
  const document = await loaderFor((await detectMediaType(file)).mediaType, file.name).load(file, testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('paragraphs are read without their formatting; what is not text is passed over', async () => {
  const { text } = await load(
    '{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator Word;}{\\header on every page}\\pard\\f0\\fs22 Hello {\\b bold\r\n world}\\line next\\par ' +
      '{\\pict\\pngblip 89504e47}{\\v hidden}a\\~b \\{c\\} d\\emdash e\\par\\bin5 }}{{{ end}',
  );
  expect(text).toBe('Hello bold world\nnext\n\na\u00a0b {c} d—e\n\nend'.replace('\u00a0', ' '));
});

test('headings are known by their outline level and by the name of their style', async () => {
  const { pieces, blocks, title } = await load(
    '{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s3\\sbasedon0 heading 2;}}{\\pard\\outlinelevel0 First\\par}\\pard\\s3 Second\\par\\pard text\\par}',
  );
  expect(title).toBe('First');
  expect(pieces.map(([kind]) => kind)).toEqual(['heading', 'heading', 'paragraph']);
  expect(blocks[2]?.headingPath).toEqual(['First', 'Second']);
});

test('an impossible outline level is running text', async () => {
  expect((await load('{\\rtf1{\\pard\\outlinelevel-68 text\\par}}')).blocks.map(({ kind }) => kind)).toEqual(['paragraph']);
});

test('letters are read by the character set of their font, by code page and by number', async () => {
  const { text } = await load(
    "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}{\\f2\\fcharset204 Arial;}}\\f0 caf\\'e9 \\'80 \\f1\\'c4\\'e3\\'ba\\'c3 {\\f2\\'cf\\'f0} \\u20320?\\uc2\\u22909\\'ba\\'c3!\\par\\f1\\'81@}",
  );
  expect(text).toBe('café € 你好 Пр 你好!\n\n丂');
});

test('rows of a table carry their headers, merged cells what they cover', async () => {
  const row = (cells: string[], definition = '\\cellx1\\cellx2') => `\\trowd${definition}\\pard\\intbl ${cells.join('\\cell ')}\\cell\\row `;
  const { pieces, blocks } = await load(`{\\rtf1 ${row(['City', 'People'])}${row(['Rome', '3'])}${row(['', '4'], '\\clvmrg\\cellx1\\cellx2')}\\pard after\\par}`);
  expect(pieces).toEqual([
    ['table-row', 'City | People'],
    ['table-row', 'City: Rome | People: 3'],
    ['table-row', 'City: Rome | People: 4'],
    ['paragraph', 'after'],
  ]);
  expect(blocks[1]?.cell).toEqual({ table: 0, row: 2 });
});

test('lists keep their marks, footnotes and comments follow their paragraph', async () => {
  const { pieces } = await load(
    "{\\rtf1{\\pntext\\'95\\tab}{\\*\\pn\\pnlvlblt}dot\\par{\\listtext 1.\\tab}one{\\footnote The note.} more{\\*\\annotation Check}\\par}".replace("\\'95", '\\bullet'),
  );
  expect(pieces).toEqual([
    ['list-item', '- dot'],
    ['list-item', '1. one more'],
    ['paragraph', 'The note.'],
    ['paragraph', 'Check'],
  ]);
});

test('the title in the properties is the title; author and date are not text', async () => {
  const { title, text } = await load('{\\rtf1{\\info{\\title Annual report}{\\author Li}}body\\par}');
  expect({ title, text }).toEqual({ title: 'Annual report', text: 'body' });
});

test('an empty file and endless nesting are refused with advice; a file cut off is read as far as it goes', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load('{\\rtf1\\ansi}')).rejects.toMatchObject(refused);
  await expect(load(`{\\rtf1${'{'.repeat(10_000)}`)).rejects.toMatchObject(refused);
  expect((await load('{\\rtf1{\\b some te')).text).toBe('some te');
});
