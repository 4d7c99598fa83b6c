import { expect, test } from 'vitest';
import { splitIntoRequests } from './split-into-requests.ts';

const files = (count: number, size: number) => Array.from({ length: count }, () => ({ file: { size } }));
const sizes = (requests: { file: { size: number } }[][]) => requests.map((request) => request.length);

test('a request holds fifty files at most', () => {
  expect(sizes(splitIntoRequests(files(120, 10)))).toEqual([50, 50, 20]);
});

test('a request stays below 64 MB, save for a single larger file', () => {
  expect(sizes(splitIntoRequests([...files(3, 30_000_000), ...files(1, 200_000_000), ...files(2, 10)]))).toEqual([2, 1, 1, 2]);
});

test('no files make no request', () => {
  expect(splitIntoRequests([])).toEqual([]);
});
