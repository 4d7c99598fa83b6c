import { expect, test } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

test.each([
  ['Leave &amp; <b>holidays</b>', 'Leave & holidays'],
  ['It&#x27;s &#39;5 &lt; 6&#39;&nbsp;&hellip;', "It's '5 < 6' …"],
  ['before<script>alert("<p>x</p>")</script> after', 'before after'],
  ['cut off<script>steal()', 'cut off'],
  ['a<!-- hidden > words -->b', 'a b'],
  ['3 < 5 and 7 > 6', '3 < 5 and 7 > 6'],
  ['&unknown; &#0; &#x110000;', '&unknown; &#0; &#x110000;'],
  ['<img src=x onerror=alert(1)>picture', 'picture'],
])('%j reads %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});

test('a line has no breaks', () => {
  expect(plainLine('one\n two\t three')).toBe('one two three');
});

test.each(['<', '<a ', '<script>', '<!--', '&#', '<a class="'])('hostile input is read to its end: %j', (piece) => {
  expect(plainText(piece.repeat(100_000 / piece.length)).length).toBeLessThanOrEqual(100_000);
});
