import { expect, test } from 'vitest';
import { en } from '../../../lib/i18n/en/dictionary.ts';
import { zh } from '../../../lib/i18n/zh/dictionary.ts';
import { commandEntries, isCommandLine } from './commands.ts';

const entries = (text: string, words = en) => commandEntries(text, words.chat.modes);

test('a slash alone offers every command', () => {
  expect(entries('/').map(({ typed }) => typed)).toEqual(['/new', '/clear', '/del', '/export', '/mode', '/help']);
});

test('commands are completed as they are typed, in either language and with either slash', () => {
  expect(entries('/de').map(({ completed }) => completed)).toEqual(['/del ']);
  expect(entries('／导', zh).map(({ completed }) => completed)).toEqual(['/导出']);
  expect(entries('/delete')[0]?.runs).toEqual({ name: 'delete', argument: '' });
});

test('a name may follow', () => {
  expect(entries('/new Travel plans').map(({ runs }) => runs)).toEqual([{ name: 'new', argument: 'Travel plans' }]);
  expect(entries('/新建 出差', zh)[0]?.runs).toEqual({ name: 'new', argument: '出差' });
});

test('the modes are offered by name, and only one of them can be run', () => {
  expect(entries('/mode')[0]?.runs).toBeUndefined();
  expect(entries('/mode ').map(({ mode }) => mode)).toEqual(['knowledge-base', 'file', 'search-engine', 'agent', 'llm']);
  expect(entries('/mode age')[0]?.runs).toEqual({ name: 'mode', argument: 'agent' });
  expect(entries('/模式 知识', zh)[0]?.runs).toEqual({ name: 'mode', argument: 'knowledge-base' });
});

test('a question that begins with a slash is a question', () => {
  expect(isCommandLine('/etc/hosts')).toBe(true);
  for (const question of ['/etc/hosts', '/help me with this', '/new\nline', 'what does /new do']) expect(entries(question)).toEqual([]);
});
