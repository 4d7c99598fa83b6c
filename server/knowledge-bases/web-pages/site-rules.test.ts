import { expect, test } from 'vitest';
import { parseSiteRules } from './site-rules.ts';

const address = 'http://site.example/robots.txt';

test('the rules for Lectern go before those for everybody, and hold for http and https', () => {
  const rules = parseSiteRules(address, 'User-agent: *\nDisallow: /\n\nUser-agent: Lectern\nDisallow: /no\nAllow: /no/but\nDisallow: /*.pdf$');
  const verdicts = ['http://site.example/', 'https://site.example/no/x', 'http://site.example/no/but/yes', 'http://site.example/a.pdf', 'http://site.example/a.pdf?x'].map((url) => rules.allows(url));
  expect(verdicts).toEqual([true, false, true, false, true]);
});

test('a site without rules allows everything; a pause it asks for is kept up to ten seconds', () => {
  expect([parseSiteRules(address, '').allows('http://site.example/x'), parseSiteRules(address, '<html>').pauseMs]).toEqual([true, 0]);
  const pauses = ['2', '0.5', '86400', '-1', 'soon'].map((delay) => parseSiteRules(address, `User-agent: *\nCrawl-delay: ${delay}\nDisallow:`).pauseMs);
  expect(pauses).toEqual([2_000, 500, 10_000, 0, 0]);
});
