import { expect, test } from 'vitest';
import { understand } from '../platform/text/query.ts';
import { documentsNamed, indexNames, nameDocuments } from './named-documents.ts';

const document = (id: string, name: string, title = '', date = '') => ({ id, name, title, date });

const names = indexNames([
  document('heron', 'HERONSHIPPING_2022_report.pdf', 'UNITED HARBOURS'),
  document('tern', 'Tern Ltd 2022 report.pdf'),
  document('gull-22', 'Gull 2022 Q3.pdf', 'Gull & Sons', '2022-10-28'),
  document('gull-23', 'Gull 2023 Q3.pdf', 'Gull & Sons', '2023-10-27'),
  document('annual', 'Annual report of the harbours.pdf'),
  document('travel', '差旅管理制度.docx'),
  document('purchase', '采购管理制度.docx'),
]);

function named(question: string): [string, number][] {
  const naming = [...(nameDocuments(understand(question), names) ?? [])];
  return naming.filter(([, share]) => share > 0.5).sort(([, left], [, right]) => right - left).map(([id, share]) => [id, Number(share.toFixed(2))]);
}

test('a question names a document by a word of its name or title that few others carry', () => {
  expect(named('What did Tern earn in 2022?')).toEqual([['tern', 1]]);
  expect(named('How many ships does the report of Gull list?').map(([id]) => id).sort()).toEqual(['gull-22', 'gull-23']);
  expect(named('差旅管理制度规定住宿标准是多少？')[0]).toEqual(['travel', 1]);
});

test('a title of many words does not outdo a name', () => {
  const shares = new Map(nameDocuments(understand('How did the sales of Gull change in the United Harbours?'), names));
  expect(shares.get('heron')).toBe(1);
  expect(shares.get('gull-22')).toBeGreaterThan(0.7);
});

test('words that a file name writes as one are found apart', () => {
  expect(named('What did Heron Shipping earn?')).toEqual([['heron', 1]]);
});

test('of several documents of one name, the period tells which is meant', () => {
  expect(named("What were Gull's sales in Q3 2023?")[0]).toEqual(['gull-23', 1]);
  expect(named("What were Gull's sales in Q3 2022?")[0]).toEqual(['gull-22', 1]);
});

test('where the latest is asked for, of documents of one name the newest is meant', () => {
  expect(named('What are the sales in the latest report of Gull?')[0]).toEqual(['gull-23', 1]);
  expect(named('Gull 最新的销售额是多少？')[0]).toEqual(['gull-23', 1]);
});

test('a word in small letters names nothing by itself, most of a name does', () => {
  expect(named('How long is the annual leave?')).toEqual([]);
  expect(named('what does the annual report of the harbours say about tolls?')).toEqual([['annual', 1]]);
  expect(named('差旅住宿标准是多少？')).toEqual([]);
});

test('a question that names no document leaves all alike', () => {
  expect(nameDocuments(understand('How high are the sales in 2022?'), names)).toBeUndefined();
  expect(nameDocuments(understand('What did Tern earn?'), indexNames([]))).toBeUndefined();
});

test('documents named are searched by themselves, unless they are more than half of all', () => {
  expect(documentsNamed(nameDocuments(understand('What did Tern earn?'), names))).toEqual(['tern']);
  expect(documentsNamed(new Map([['a', 1], ['b', 0]]))).toEqual(['a']);
  expect(documentsNamed(new Map([['a', 1], ['b', 0.9], ['c', 0]]))).toEqual([]);
  expect(documentsNamed(undefined)).toEqual([]);
});
