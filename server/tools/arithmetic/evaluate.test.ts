import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

test.each([
  ['37593*67', '2518731'],
  ['37593 * 67 =', '2518731'],
  ['0.1+0.2', '0.3'],
  ['2**10 - 2^3', '1016'],
  ['-2**2', '-4'],
  ['2**-1', '0.5'],
  ['2**3**2', '512'],
  ['7 // 2 + 7 % 4', '6'],
  ['-7 % 4', '1'],
  ['200 * 15%', '30'],
  ['（1＋2）×3÷4', '2.25'],
  ['sqrt(16) + abs(-3) + round(2.345, 2)', '9.35'],
  ['max(1, 2, 3) - min(4, 5)', '-1'],
  ['log(e) + ln(1) + log10(1000) + log(8, 2)', '7'],
  ['12345678901234567890 * 98765432109876543210', '1219326311370217952237463801111263526900'],
  ['2**200', (2n ** 200n).toString()],
  ['1/3', '0.33333333333333333333'],
  ['sin(pi/6)', '0.5'],
  ['10**400', '1e+400'],
])('%s is %s', (expression, value) => {
  expect(evaluate(expression)).toBe(value);
});

test('roots have twenty digits', () => {
  expect(evaluate('37593**(1/5)')).toMatch(/^8\.22283161423771\d{5}$/);
  expect(evaluate('cbrt(27) + cos(0)')).toBe('4');
});

test.each([
  ['', 'something is missing'],
  ['1 +', 'something is missing'],
  ['(1', '")" is missing'],
  ['1 2', '"2" is not expected'],
  ['37,593*67', '"," is not expected'],
  ['1/0', 'divided by zero'],
  ['sqrt(-1)', 'no real value'],
  ['9**9**9', 'too large'],
  ['process.exit(1)', 'no part of one'],
  ['constructor(1)', 'there is no "constructor"'],
  ['__import__(1)', 'there is no "__import__"'],
  ['10% + 5', '"%"'],
  ['10 % -3', 'parentheses'],
  ['round(1, 1000)', 'places'],
  ['sqrt(1, 2)', 'does not take 2'],
  ['sin(1e300)', 'too large'],
  ['1'.repeat(121), 'longer than 120'],
  [`${'('.repeat(100)}1${')'.repeat(100)}`, 'nested deeper'],
  ['1+'.repeat(600), 'longer than 1000'],
])('%s is refused', (expression, problem) => {
  expect(() => evaluate(expression)).toThrow(problem);
});
