import { expect, test } from 'vitest';
import { readPageLinks } from './page-links.ts';

const page = 'https://site.example/docs/index.html';
const linksOf = (html: string) => readPageLinks(html, page).links;

test('links are absolute, in order and each once, whatever the tags are written like', () => {
  const html = `<a href="a.html">A</a><A HREF='/b?x=1&amp;y=2'>B</A><area href=c.html><a
    class="x" href = "https://other.example/d">D</a><a href="a.html">again</a><a name="top">none</a>`;
  expect(linksOf(html)).toEqual(['https://site.example/docs/a.html', 'https://site.example/b?x=1&y=2', 'https://site.example/docs/c.html', 'https://other.example/d']);
});

test('the base of a page, its title and the address it names as its own are read', () => {
  const html = `<title> Rules &amp;\n Rights &#8211; 2026 </title><base href="/en/"><link rel="stylesheet" href="x.css"><link href="rules" rel="canonical"><a href="next">`;
  expect(readPageLinks(html, page)).toEqual({ title: 'Rules & Rights – 2026', links: ['https://site.example/en/next'], canonical: 'https://site.example/en/rules', isNotIndexed: false });
});

test('comments, scripts and styles hold no links', () => {
  const html = `<!-- <a href="1"> --><script>document.write('<a href="2">')</script><style><a href="3"></style><textarea><a href="4"></textarea><a title="a > b" href="5">`;
  expect(linksOf(html)).toEqual(['https://site.example/docs/5']);
});

test('what a page asks of crawlers is heard', () => {
  expect(readPageLinks('<meta name="robots" content="NOINDEX, follow"><a href="x">', page)).toMatchObject({ isNotIndexed: true, links: [expect.any(String)] });
  expect(readPageLinks('<meta content="none" name="Robots"><a href="x">', page)).toMatchObject({ isNotIndexed: true, links: [] });
  expect(linksOf('<a rel="external nofollow" href="x"><a rel="next" href="y">')).toEqual(['https://site.example/docs/y']);
});

test('addresses that are none, and tags that never end, are passed over', () => {
  expect(linksOf('<a href="http://[">x</a><a href="b" <a href="c">')).toEqual(['https://site.example/docs/c']);
  expect(linksOf('<a href="a"><script>')).toEqual(['https://site.example/docs/a']);
});

test('pages made to take long are read in one pass', () => {
  for (const piece of ['<a ', '<script>', '<!--', '<a href="', "<a b='", '<title>', '<a b =   ', '<meta name=robots content=x>']) expect(linksOf(piece.repeat(200_000)).length, piece).toBeLessThanOrEqual(2_000);
});
