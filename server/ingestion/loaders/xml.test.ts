import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadXml } from './xml.ts';

async function load(xml: string | Uint8Array) {
  const document = await loadXml(await makeSourceFile('data.xml', xml), testLimits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('records become rows that name their fields, attributes included', async () => {
  const { pieces, blocks, title } = await load(
    '<?xml version="1.0"?><shop xmlns="u"><book id="b1"><title>XML &amp; you</title><price cur="EUR">5</price></book><book id="b2"><title>二</title></book><status>Closed</status></shop>',
  );
  expect(pieces).toEqual([
    ['table-row', 'id: b1 | title: XML & you | price: 5 | price.cur: EUR'],
    ['table-row', 'id: b2 | title: 二'],
    ['paragraph', 'status: Closed'],
  ]);
  expect(blocks[1]?.cell).toEqual({ table: 0, row: 2 });
  expect(title).toBe('data');
});

test('DocBook keeps titles, paragraphs, lists, code and tables', async () => {
  const { pieces, blocks, title } = await load(
    '<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://x/y.dtd"><book><title>The book</title><chapter><title>Start</title>' +
      '<para>Hello <emphasis>big</emphasis>\n world.</para><itemizedlist><listitem><para>one</para></listitem></itemizedlist><programlisting>a\n  b</programlisting>' +
      '<table><title>Costs</title><tgroup><thead><row><entry>Item</entry><entry>Price</entry></row></thead><tbody><row><entry>Pen</entry><entry>2</entry></row></tbody></tgroup></table></chapter></book>',
  );
  expect(title).toBe('The book');
  expect(pieces.slice(2)).toEqual([
    ['paragraph', 'Hello big world.'],
    ['list-item', '- one'],
    ['code', 'a\n  b'],
    ['caption', 'Costs'],
    ['table-row', 'Item | Price'],
    ['table-row', 'Item: Pen | Price: 2'],
  ]);
  expect(blocks.at(-1)?.headingPath).toEqual(['The book', 'Start']);
});

test('feeds are read entry by entry, with the page each one holds', async () => {
  const rss = await load(
    '<rss><channel><title>News</title><item><title>One</title><link>http://a/1</link><pubDate>Mon</pubDate><description>short</description>' +
      '<content:encoded><![CDATA[<p>Long <b>text</b></p>]]></content:encoded></item></channel></rss>',
  );
  expect(rss.title).toBe('News');
  expect(rss.pieces.slice(1)).toEqual([['heading', 'One'], ['paragraph', 'pubDate: Mon\nlink: http://a/1'], ['paragraph', 'Long text']]);
  const atom = await load('<feed><title>Log</title><entry><title>Two</title><link href="http://b"/><content type="html">&lt;p&gt;Hi&lt;/p&gt;</content></entry></feed>');
  expect(atom.pieces.map(([, text]) => text)).toEqual(['Log', 'Two', 'link: http://b', 'Hi']);
});

test('XML in a declared encoding is read in it', async () => {
  const gbk = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GBK"?><a><p>'), Buffer.from('d6d0cec4', 'hex'), Buffer.from('</p></a>')]);
  expect((await load(gbk)).text).toBe('中文');
});

test('a file cut off is read as far as it goes', async () => {
  const { text, notes } = await load('<a><p>first</p><p>sec');
  expect(text).toContain('first');
  expect(notes).toEqual(['The XML is damaged; it was read as far as it goes']);
});

test('entities of its own, endless nesting and XML without text are refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load('<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><a>&c;</a>')).rejects.toMatchObject(refused);
  await expect(load('<a>'.repeat(4_000) + 'x' + '</a>'.repeat(4_000))).rejects.toMatchObject(refused);
  await expect(load('<a/>')).rejects.toMatchObject(refused);
});
