import { expect, test } from 'vitest';
import { DocumentFilter } from '#contracts/document-filter';
import { addEntry, addTag, isFiltering, trimmed, withoutEmpty } from './filter-parts.ts';

test('A filter that says nothing is no filter, and is sent as one the server takes', () => {
  expect(isFiltering(undefined)).toBe(false);
  expect(isFiltering({})).toBe(false);
  expect(isFiltering({ name: '  ' })).toBe(false);
  expect(withoutEmpty({ name: '', tags: [], metadata: {} })).toEqual({});
  expect(DocumentFilter.parse(trimmed({ name: ' report* ', tags: [] }))).toEqual({ name: 'report*' });
});

test('An entry is written with either colon, and its value may hold more of them', () => {
  expect(addEntry({}, 'author: Li Wei')).toEqual({ metadata: { author: 'Li Wei' } });
  expect(addEntry({ metadata: { author: 'Li Wei' } }, '部门：财务')).toEqual({ metadata: { author: 'Li Wei', 部门: '财务' } });
  expect(addEntry({}, 'time: 12:30')).toEqual({ metadata: { time: '12:30' } });
});

test.each(['author', 'author:', ': Li Wei', 'a/b: c', ''])('%j is no entry', (text) => {
  expect(addEntry({}, text)).toBeUndefined();
});

test('A tag is there once, and one too many is refused', () => {
  expect(addTag({ tags: ['a'] }, ' a ')).toEqual({ tags: ['a'] });
  expect(addTag({ tags: Array.from({ length: 30 }, (_, index) => `tag ${index}`) }, 'b')).toBeUndefined();
  expect(addTag({}, ' ')).toBeUndefined();
});
