import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadHtml } from './html.ts';

async function load(html: string | Uint8Array) {
  const document = await loadHtml(await makeSourceFile('page.html', html), testLimits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('visible text is kept in order; scripts, styles and hidden parts are not', async () => {
  const { pieces, title } = await load(
    '<html><head><title>My\n page</title><style>p{}</style></head><body><script>evil()</script><p>One <b>bold</b>\nword</p>loose' +
      '<div hidden>no</div><div style="display:none">no</div><noscript>no</noscript><p>Two<br>lines</p></body></html>',
  );
  expect(title).toBe('My page');
  expect(pieces).toEqual([
    ['paragraph', 'One bold word'],
    ['paragraph', 'loose'],
    ['paragraph', 'Two\nlines'],
  ]);
});

test('headings open sections', async () => {
  const { blocks } = await load('<h1>A</h1><h2>B <i>c</i></h2><p>text</p>');
  expect(blocks.at(-1)?.headingPath).toEqual(['A', 'B c']);
  expect(blocks[1]?.level).toBe(2);
});

test('lists keep their marks, nested lists and paragraphs in items too', async () => {
  const { pieces } = await load('<ol start="3"><li><p>three</p><li>four<ul><li>inner</li></ul></li></ol><ul><li></li></ul>');
  expect(pieces).toEqual([
    ['list-item', '3. three'],
    ['list-item', '4. four'],
    ['list-item', '- inner'],
  ]);
});

test('rows of a table carry their headers, merged cells their value', async () => {
  const { pieces } = await load(
    '<table><caption>Staff</caption><thead><tr><th>Name<th>Team<th>Age</thead>' +
      '<tr><td>Ann<td rowspan=2>Sales<td>30<tr><td>Bob<td></tr></table>',
  );
  expect(pieces).toEqual([
    ['caption', 'Staff'],
    ['table-row', 'Name | Team | Age'],
    ['table-row', 'Name: Ann | Team: Sales | Age: 30'],
    ['table-row', 'Name: Bob | Team: Sales'],
  ]);
});

test('a table that only lays out the page is read as running text', async () => {
  const { pieces } = await load('<table><tr><td><table><tr><td>Menu</td></tr></table></td><td><p>Text</p></td></tr></table>');
  expect(pieces).toEqual([
    ['paragraph', 'Menu'],
    ['paragraph', 'Text'],
  ]);
});

test('preformatted text keeps its lines and blanks', async () => {
  expect((await load('<pre>a\n   b &lt; c</pre>')).pieces).toEqual([['code', 'a\n   b < c']]);
});

const page =
  '<head><title>T</title></head><div id="cookie-banner">We use cookies</div><nav><a href="/">Home</a></nav><main><h1>Ducks</h1><p>' +
  `${'They swim. '.repeat(10)}</p><nav>Next page</nav><aside>A note.</aside></main><aside>Related</aside><footer>Imprint</footer>`;

test('what a page is about comes before what stands around it, and in its own sections', async () => {
  const { pieces, blocks } = await load(page);
  expect(pieces.map(([, text]) => text?.slice(0, 10))).toEqual(['Ducks', 'They swim.', 'A note.', 'Home', 'Related', 'Imprint', 'Next page']);
  expect(blocks.map(({ headingPath }) => headingPath?.[0])).toEqual([undefined, 'Ducks', 'Ducks', undefined, undefined, undefined, undefined]);
});

test('a fetched page is read without what stands around it, but never as nothing', async () => {
  const read = async (html: string) => (await loadHtml({ ...(await makeSourceFile('page.html', html)), url: 'http://a.example/' }, testLimits)).text;
  expect(await read(page)).toMatch(/^Ducks\n\nThey swim\.[^]*A note\.$/);
  expect(await read('<nav>Home</nav><p>Text</p><footer>Imprint</footer>')).toBe('Text');
  expect(await read('<nav>Home</nav><footer>Imprint</footer>')).toBe('Home\n\nImprint');
});

test('the encoding in the meta element is honoured', async () => {
  const gbk = Buffer.concat([Buffer.from('<meta charset=gb2312><p>'), Buffer.from('d6d0ceC4'.toLowerCase(), 'hex')]);
  expect((await load(gbk)).text).toBe('中文');
});

test('a page nested very deeply fails alone and clearly, or is read', async () => {
  const deep = '<div>'.repeat(20_000) + 'core';
  const outcome = await load(deep).then(({ text }) => text, (error: Error) => error.message);
  expect(outcome).toMatch(/core|call stack/);
});
