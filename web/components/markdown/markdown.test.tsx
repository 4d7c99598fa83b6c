import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

const render = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test('raw HTML is shown as nothing but text', () => {
  const html = render('<script>alert(1)</script> <img src=x onerror=alert(1)> <b onclick="alert(1)">bold</b>');
  expect(html).not.toMatch(/<script|<img|<b|onerror=|onclick="/);
});

test('links lead to web pages and mail addresses only, and tell nothing about the reader', () => {
  const html = render('[a](https://example.com) [b](javascript:alert(1)) [c](data:text/html,x) [d](mailto:a@example.com) [e](file:///etc)');
  expect([...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual(['https://example.com', 'mailto:a@example.com']);
  expect(html).toContain('rel="noopener noreferrer nofollow"');
});

test('pictures are never fetched: their description stands for them', () => {
  const html = render('![A chart](https://example.com/track.png)');
  expect(html).not.toContain('example.com');
  expect(html).toContain('A chart');
});

test('tables, task lists and code are drawn', () => {
  expect(render('| a |\n|---|\n| 1 |')).toContain('<td>1</td>');
  expect(render('- [x] done')).toContain('type="checkbox"');
  expect(render('```js\nconst a = 1;\n```')).toContain('<code class="language-js">const a = 1;');
});
