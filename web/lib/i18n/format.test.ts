import { expect, test } from 'vitest';
import { createFormat, dayGroup } from './format.ts';

const en = createFormat('en');
const zh = createFormat('zh');

test('sizes grow by units of a thousand', () => {
  expect([0, 999, 1000, 2_345_678, 5_000_000_000].map(en.bytes)).toEqual(['0B', '999B', '1 kB', '2.3 MB', '5 GB']);
});

test('numbers and shares follow the reader', () => {
  expect(en.number(1234567)).toBe('1,234,567');
  expect(en.score(0.5)).toBe('0.50');
  expect(zh.percent(0.42)).toBe('42%');
});

test('durations choose their unit', () => {
  expect([12.4, 1250, 42_000, 180_000].map(en.milliseconds)).toEqual(['12 ms', '1.3 sec', '42 sec', '3 min']);
  expect(zh.seconds(90)).toMatch(/分钟/);
});

test('what an answer cost keeps the digits that tell something', () => {
  expect(en.money({ amount: 0.000_123_4, currency: 'USD' })).toBe('$0.00012');
  expect(en.money({ amount: 12.345, currency: 'USD' })).toMatch(/^\$12\.3[45]$/);
});

test('places in a recording read like a clock', () => {
  expect([0, 723_900, 4_323_000].map(en.clock)).toEqual(['0:00', '12:03', '1:12:03']);
});

test('days are counted by the calendar, not by the clock', () => {
  const now = new Date(2026, 4, 15, 0, 30);
  const at = (day: number, hour: number) => new Date(2026, 4, day, hour).toISOString();
  expect([at(15, 0), at(14, 23), at(10, 12), at(1, 12)].map((iso) => dayGroup(iso, now))).toEqual([
    'today',
    'yesterday',
    'this-week',
    'this-month',
  ]);
  expect(dayGroup(new Date(2025, 0, 1).toISOString(), now)).toBe('older');
});
