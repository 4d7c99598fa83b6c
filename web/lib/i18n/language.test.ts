import { expect, test } from 'vitest';
import { asking as askingEn } from './en/asking.ts';
import { connections as connectionsEn } from './en/connections.ts';
import { defaults as defaultsEn } from './en/defaults.ts';
import { programs as programsEn } from './en/programs.ts';
import { prompting as promptingEn } from './en/prompting.ts';
import { tooling as toolingEn } from './en/tooling.ts';
import { translating as translatingEn } from './en/translating.ts';
import { en as dictionaryEn } from './en/dictionary.ts';
import { resolveLocale } from './language.ts';
import { asking as askingZh } from './zh/asking.ts';
import { connections as connectionsZh } from './zh/connections.ts';
import { defaults as defaultsZh } from './zh/defaults.ts';
import { programs as programsZh } from './zh/programs.ts';
import { prompting as promptingZh } from './zh/prompting.ts';
import { tooling as toolingZh } from './zh/tooling.ts';
import { translating as translatingZh } from './zh/translating.ts';
import { zh as dictionaryZh } from './zh/dictionary.ts';

/** With the words that are loaded on demand. */
const en = {
  ...dictionaryEn,
  asking: askingEn,
  connections: connectionsEn,
  defaults: defaultsEn,
  programs: programsEn,
  prompting: promptingEn,
  tooling: toolingEn,
  translating: translatingEn,
};
const zh = {
  ...dictionaryZh,
  asking: askingZh,
  connections: connectionsZh,
  defaults: defaultsZh,
  programs: programsZh,
  prompting: promptingZh,
  tooling: toolingZh,
  translating: translatingZh,
};

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
    '/connections/protocols/azure',
    '/connections/protocols/anthropic',
    '/connections/protocols/gemini',
    '/connections/protocols/ollama',
    '/connections/protocols/tgi',
    '/connections/limits/parameterNames/topP',
    '/connections/limits/parameterNames/topK',
    '/connections/limits/parameterNames/minP',
    '/programs/addresses/chatchat',
  ]);
});
