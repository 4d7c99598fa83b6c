import { expect, test } from 'vitest';
import { asking as askingEn } from './en/asking.ts';
import { en as dictionaryEn } from './en/dictionary.ts';
import { resolveLocale } from './language.ts';
import { asking as askingZh } from './zh/asking.ts';
import { zh as dictionaryZh } from './zh/dictionary.ts';

/** With the words that are loaded on demand. */
const en = { ...dictionaryEn, asking: askingEn };
const zh = { ...dictionaryZh, asking: askingZh };

/** Every text of a dictionary under its path; functions are called with a sample. */
function texts(node: object, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const here = `${path}/${key}`;
    if (typeof value === 'object') for (const entry of texts(value, here)) all.set(...entry);
    else all.set(here, typeof value === 'function' ? String(value('7', '9')) : String(value));
  }
  return all;
}

test('the choice wins over the browser, and the browser decides without one', () => {
  expect(resolveLocale('system', 'zh-TW')).toBe('zh');
  expect(resolveLocale('system', 'de')).toBe('en');
  expect(resolveLocale('en', 'zh-CN')).toBe('en');
});

test('no text is empty, and both languages have the same ones', () => {
  const [english, chinese] = [texts(en), texts(zh)];
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('every value handed to a text appears in it in both languages', () => {
  for (const [path, text] of texts(en)) {
    if (text.includes('9')) expect(texts(zh).get(path), path).toContain('9');
  }
});

test('Chinese is Chinese, save names and signs', () => {
  const alike = [...texts(zh)].filter(([path, text]) => text === texts(en).get(path)).map(([path]) => path);
  expect(alike).toEqual([
    '/common/product',
    '/knowledge/document/hash',
    '/settings/appearance/languages/en',
    '/settings/appearance/languages/zh',
  ]);
});
