import { expect, test } from 'vitest';
import { formatNumber } from './number-format.ts';

const shown = (value: number, code: string) => formatNumber(value, code, false);

test('decimals, thousands and signs follow the code', () => {
  expect(shown(1234.567, '#,##0.00')).toBe('1,234.57');
  expect(shown(-1234, '#,##0;(#,##0)')).toBe('(1,234)');
  expect(shown(0, '0.0;-0.0;"none"')).toBe('none');
  expect(shown(1.005, '0.00')).toBe('1.01');
  expect(shown(7, '000')).toBe('007');
  expect(shown(2.5, '0.0##')).toBe('2.5');
  expect(shown(-0.001, '0.00')).toBe('0.00');
  expect(shown(12_345_678, '0.0,,"M"')).toBe('12.3M');
});

test('percent, powers, currencies, conditions and colours', () => {
  expect(shown(0.1234, '0.0%')).toBe('12.3%');
  expect(shown(12345, '0.00E+00')).toBe('1.23E+04');
  expect(shown(5, '[$€-407] #,##0.00')).toBe('€ 5.00');
  expect(shown(-5, '[Red]-0;[Blue]-0')).toBe('-5');
  expect(shown(150, '[>100]"high";"low"')).toBe('high');
  expect(shown(50, '[>100]"high";"low"')).toBe('low');
});

test('a plain number hides the noise of its binary form', () => {
  expect(shown(0.1 + 0.2, 'General')).toBe('0.3');
  expect(shown(0.5, '# ?/?')).toBe('0.5');
});

test('dates and times, the leap day of 1900 included', () => {
  expect(shown(45366.75, 'yyyy-mm-dd h:mm')).toBe('2024-03-15 18:00');
  expect(shown(45366, 'yyyy"年"m"月"d"日"')).toBe('2024年3月15日');
  expect(shown(45366.5, 'd mmm yy h:mm:ss AM/PM')).toBe('15 Mar 24 12:00:00 PM');
  expect(shown(1.5, '[h]:mm')).toBe('36:00');
  expect(shown(1, 'yyyy-mm-dd')).toBe('1900-01-01');
  expect(shown(61, 'yyyy-mm-dd')).toBe('1900-03-01');
  expect(shown(0.999_999_9, 'h:mm')).toBe('0:00');
  expect(shown(-1, 'yyyy')).toBe('-1');
});
