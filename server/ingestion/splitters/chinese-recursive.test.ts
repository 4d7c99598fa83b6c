import { expect, test } from 'vitest';
import { documentOf, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { chineseRecursiveSplitter } from './chinese-recursive.ts';

function split(text: string, chunkSize: number, chunkOverlap = 0): string[] {
  const document = documentOf([paragraph(text)]);
  return textsOf(document, chineseRecursiveSplitter.split(document, { chunkSize, chunkOverlap })).map((chunk) => chunk.replace(/\n{2,}/g, '\n'));
}

const booking = '会议改到明天上午。请带上报告！谁准备会议室？';

test('whole sentences are merged as long as they fit', () => {
  expect(split(booking, 16)).toEqual(['会议改到明天上午。请带上报告！', '谁准备会议室？']);
  expect(split(booking, 100)).toEqual([booking]);
});

test('the overlap repeats whole pieces', () => {
  expect(split(booking, 16, 6)).toEqual(['会议改到明天上午。请带上报告！', '请带上报告！谁准备会议室？']);
});

test('paragraphs come first; a sentence too long is cut at half-sentences, then at commas', () => {
  expect(split('短。\n\n先登记；再审核，核对每一张票据；最后付款。', 10)).toEqual(['短。', '先登记；', '再审核，', '核对每一张票据；', '最后付款。']);
});

test('a piece without any separator is cut hard', () => {
  expect(split('无标点的长文字'.repeat(3), 10)).toEqual(['无标点的长文字无标点', '的长文字无标点的长文', '字']);
});

test('a chunk tells its page, and the sections all of it stands in', () => {
  const document = documentOf([paragraph('甲。', { page: 1, headingPath: ['A', 'B'] }), paragraph('乙。', { page: 2, headingPath: ['A'] })]);
  const chunks = chineseRecursiveSplitter.split(document, { chunkSize: 50, chunkOverlap: 0 });
  expect(chunks).toEqual([{ start: 0, end: document.text.length, page: 1, headingPath: ['A'] }]);
});
