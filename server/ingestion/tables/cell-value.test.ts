import { expect, test } from 'vitest';
import { decimalCommaVote, isDigitCode, readCell } from './cell-value.ts';

const read = (text: string, mark: '.' | ',' = '.') => readCell({ column: 1, text }, mark).value;

test('numbers are read as they are written', () => {
  expect(['12', '-3', '0.5', '.5', '1,234,567.25', '¥1,234.50', '-$12', '(12.5)', '12%', '0.07%', '1.5e-3', '−7'].map((text) => read(text))).toEqual([
    12, -3, 0.5, 0.5, 1234567.25, 1234.5, -12, -12.5, 0.12, 0.0007, 0.0015, -7,
  ]);
});

test('with a decimal comma, points part thousands', () => {
  expect(['1,5', '1.234,56', '1.234', '12'].map((text) => read(text, ','))).toEqual([1.5, 1234.56, 1234, 12]);
  expect(['1,5', '1.234,56', '1,234', '1.5', '12', '1,2,3'].map(decimalCommaVote)).toEqual([1, 1, -1, -1, 0, 0]);
});

test('what only looks like a number stays text', () => {
  for (const text of ['12 units', '1,2,3', '1.2.3', '(12', '12)', '3-4', '1e5', '5/6', '+', '%', '', '1'.repeat(41)]) expect(read(text)).toBe(text);
});

test('codes made of digits are told from numbers', () => {
  expect(['007', '110101199003074514', '0', '123456789012345', '0.5'].map(isDigitCode)).toEqual([true, true, false, false, false]);
});

test('dates become ISO 8601, and days that are none stay text', () => {
  expect(['2026-3-1', '2026/03/01', '2026年3月1日', '2026-03-01 9:05', '2026-03-01T09:05:30'].map((text) => read(text))).toEqual([
    '2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01 09:05:00', '2026-03-01 09:05:30',
  ]);
  expect(['2026-02-30', '01/02/2026', '2026-03'].map((text) => readCell({ column: 1, text }, '.').kind)).toEqual(['text', 'text', 'text']);
});

test('the value a file gives for a cell goes before the text it shows', () => {
  expect(readCell({ column: 1, text: '1,235', value: 1234.5678 }, '.')).toEqual({ kind: 'number', value: 1234.5678 });
  expect(readCell({ column: 1, text: 'Mar 1', value: '2026-03-01' }, '.')).toEqual({ kind: 'date', value: '2026-03-01' });
});
