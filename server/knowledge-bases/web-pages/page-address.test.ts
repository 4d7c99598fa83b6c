import { expect, test } from 'vitest';
import { isReadByName, looksEndless, normalizePageUrl } from './page-address.ts';
import { pageName } from './page-name.ts';

test.each([
  ['HTTP://Site.Example:80/a/../b#top', 'http://site.example/b'],
  ['http://site.example', 'http://site.example/'],
  ['http://site.example/?', 'http://site.example/'],
  ['http://site.example/p?utm_source=x&id=7&fbclid=y', 'http://site.example/p?id=7'],
  ['http://site.example/p;jsessionid=A1B2?PHPSESSID=3', 'http://site.example/p'],
  ['http://site.example/p?b=2&a=1', 'http://site.example/p?b=2&a=1'],
])('%s is known as %s', (given, address) => {
  expect(normalizePageUrl(given)).toBe(address);
});

test('addresses that repeat themselves, go deep or go on are taken for endless', () => {
  const endless = ['/a/b/a/b/a/b/a/b/', `/${'x/'.repeat(4)}`, `/${Array.from({ length: 21 }, (_, index) => index).join('/')}`, `/?${'q'.repeat(600)}`];
  for (const each of endless) expect(looksEndless(new URL(each, 'http://s/')), each).toBe(true);
  for (const each of ['/', '/a/b/c', '/2026/01/01/report', '/a/a/a/']) expect(looksEndless(new URL(each, 'http://s/')), each).toBe(false);
});

test('programs and media are known by their names', () => {
  for (const each of ['/a.css', '/a.JPG', '/a.zip?x', '/feed.rss']) expect(isReadByName(new URL(each, 'http://s/')), each).toBe(false);
  for (const each of ['/', '/a', '/a.html', '/a.pdf', '/a.php?file=x.zip', '/report.docx']) expect(isReadByName(new URL(each, 'http://s/')), each).toBe(true);
});

test.each([
  ['http://s/x', 'text/html', 'Travel rules', 'Travel rules.html'],
  ['http://s/x', 'text/html', '差旅/住宿 制度', '差旅-住宿 制度.html'],
  ['http://s/x', 'text/html', 'C: the language', 'C - the language.html'],
  ['http://s/x', 'text/html', '\u202e..\\..\\etc\u0000', '..-..-etc.html'],
  ['http://s/a/%E6%8A%A5%E5%91%8A.pdf', 'application/pdf', '', '报告.pdf'],
  ['http://s/files/report.docx?v=2', 'application/octet-stream', '', 'report.docx'],
  ['http://s/files/%2e%2e%2fetc', 'text/plain', '', 'etc.txt'],
  ['http://s/%zz', 'text/html', '', '%zz.html'],
  ['http://s.example/', 'text/html', '..', 's.example.html'],
])('%s of type %s titled %j is named %s', (url, mediaType, title, name) => {
  expect(pageName(new URL(url), mediaType, title)).toBe(name);
});
