import { expect, test } from 'vitest';
import type { Source } from '#contracts/message';
import { checkClaims } from './check-claims.ts';
import { numberForms } from './number-forms.ts';

function source(number: number, text: string, heading?: string): Source {
  const id = String(number);
  return {
    number,
    text,
    heading,
    chunkId: id,
    documentId: id,
    documentName: 'handbook.pdf',
    knowledgeBaseId: 'k',
    score: 0.9,
    start: 0,
    end: text.length,
  };
}
const sources = [
  source(1, 'Employees of Acme Berlin receive fifteen days of paid annual leave. Unused days may be carried over until 31 March.', 'Leave'),
  source(2, '员工每年享有十五天带薪年假，未休完的年假可以结转到次年三月底。试用期为3个月。'),
  source(3, 'The X100 printer costs 1,299.50 euros and prints 40 pages a minute.'),
];
const flagged = (text: string) => checkClaims(text, sources).map(({ start, end }) => text.slice(start, end));

test.each([
  'Employees receive 15 days of paid annual leave each year [1].',
  'Employees get fifteen days of paid leave. [1] Unused days can be carried over until 31 March. [1]',
  '- You may carry unused days over until 31 March [1]\n- The X100 costs 1299.50 euros [3]',
  '1. The X100 prints 40 pages a minute [3].\n2. It costs 1,299.5 euros [3].',
  '员工每年有15天带薪年假[2]。未休的年假可以结转到次年3月底。[2]',
  '试用期为三个月[2]。',
  'Staff have 15 days of annual leave [2].',
  'According to the handbook, leave at Acme Berlin is fifteen days [1].',
  'Nothing is cited here, and 99 is no matter.',
  'Yes [1].',
])('a supported answer passes: %j', (text) => {
  expect(flagged(text)).toEqual([]);
});

test.each([
  ['a wrong number', 'Employees receive 25 days of paid annual leave [1].'],
  ['a wrong date', 'Unused days may be carried over until 30 June [1].'],
  ['a wrong name', 'Employees of Acme Munich receive fifteen days of paid annual leave [1].'],
  ['a wrong product', 'The X200 printer prints 40 pages a minute [3].'],
  ['the wrong source', 'The X100 printer costs 1,299.50 euros [1].'],
  ['something else altogether', 'The canteen serves vegetarian meals on weekdays [1].'],
  ['a wrong number in Chinese', '员工每年享有二十天（20天）带薪年假[2]。'],
  ['something else in Chinese', '公司食堂每天中午提供免费素食套餐[2]。'],
  ['a wrong number across languages', 'Staff have 30 days of annual leave [2].'],
])('%s is marked', (_what, text) => {
  expect(flagged(text)).toHaveLength(1);
});

test('only the sentence at fault is marked, with the numbers it cites', () => {
  const text = 'Employees receive 15 days of leave [1]. The X100 costs 900 euros [2][3]. Fine.';
  expect(checkClaims(text, sources)).toEqual([{ start: text.indexOf('The X100'), end: text.indexOf(' Fine.'), numbers: [2, 3] }]);
});

test('numbers have their words', () => {
  expect(numberForms('15')).toEqual(expect.arrayContaining(['fifteen', '十五']));
  expect(numberForms('2015')).toEqual(expect.arrayContaining(['二千零一十五', '二〇一五']));
  expect(numberForms('1299.50')).toEqual([]);
});
