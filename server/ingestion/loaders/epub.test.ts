import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

const container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>';

async function load(parts: Readonly<Record<string, string>>) {
  const files = Object.entries({ 'META-INF/container.xml': container, ...parts }).map(([name, text]) => [name, strToU8(text)]);
  const file = await makeSourceFile('my_book.epub', zipSync({ mimetype: [strToU8('application/epub+zip'), { level: 0 }], ...Object.fromEntries(files) }));
  const document = await loaderFor((await detectMediaType(file)).mediaType, file.name).load(file, testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

function packageOf(items: readonly (readonly [id: string, href: string, attributes?: string])[], metadata = '<dc:title>红楼梦</dc:title><dc:title>alias</dc:title>'): string {
  const manifest = items.toReversed().map(([id, href]) => `<item id="${id}" href="${href}" media-type="application/xhtml+xml"/>`);
  const spine = items.map(([id, , attributes = '']) => `<itemref idref="${id}" ${attributes}/>`);
  return `<?xml version="1.0"?><!DOCTYPE package PUBLIC "x" "y"><package><metadata>${metadata}</metadata><manifest>${manifest.join('')}</manifest><spine>${spine.join('')}</spine></package>`;
}

test('chapters are read in the order of the spine, with their headings and tables', async () => {
  const table = '<table><tr><th>City</th><th>People</th></tr><tr><td>Rome</td><td>3</td></tr></table>';
  const { title, pieces, blocks } = await load({
    'OEBPS/book.opf': packageOf([['a', 'text/one%20.xhtml'], ['b', 'two.xhtml'], ['c', 'extra.xhtml', 'linear="no"'], ['d', 'missing.xhtml']]),
    'OEBPS/text/one .xhtml': `<!DOCTYPE html><html><head><title>x</title></head><body><h1>第一回</h1><p>正文</p>${table}</body></html>`,
    'OEBPS/two.xhtml': `<html><body><h1>第二回</h1>${table}</body></html>`,
    'OEBPS/extra.xhtml': '<p>answers</p>',
  });
  expect(title).toBe('红楼梦');
  expect(pieces).toEqual(['第一回', '正文', 'City | People', 'City: Rome | People: 3', '第二回', 'City | People', 'City: Rome | People: 3']);
  expect(blocks[1]?.headingPath).toEqual(['第一回']);
  expect(blocks.map((block) => block.cell?.table)).toEqual([undefined, undefined, 0, 0, undefined, 1, 1]);
});

test('a book without a title has the name of its file', async () => {
  expect((await load({ 'OEBPS/book.opf': packageOf([['a', 'a.xhtml']], ''), 'OEBPS/a.xhtml': '<p>x</p>' })).title).toBe('my book');
});

test('a protected book, one without chapters and one without text are refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  const book = { 'OEBPS/book.opf': packageOf([['a', 'a.xhtml']]), 'OEBPS/a.xhtml': '<p>x</p>' };
  const protection = '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>';
  await expect(load({ ...book, 'META-INF/encryption.xml': protection })).rejects.toMatchObject({ ...refused, message: expect.stringContaining('protected') });
  await expect(load({ 'OEBPS/book.opf': packageOf([]) })).rejects.toMatchObject(refused);
  await expect(load({ ...book, 'META-INF/container.xml': '<container/>' })).rejects.toMatchObject(refused);
  await expect(load({ ...book, 'OEBPS/a.xhtml': '<img src="a.png"/>' })).rejects.toMatchObject(refused);
});
