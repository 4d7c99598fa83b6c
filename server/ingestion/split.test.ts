import { expect, test } from 'vitest';
import { documentOf, heading, paragraph, textsOf, type Piece } from '../testing/parsed-document-fixture.ts';
import { isChineseTitle } from './chinese-title.ts';
import { splitDocument } from './split.ts';
import type { SplitOptions } from './text-splitter.ts';

const options: SplitOptions = { splitter: 'sentence', chunkSize: 200, chunkOverlap: 0, titleEnhancement: false, headingPrefix: false };

function prefixes(pieces: readonly Piece[], chosen: Partial<SplitOptions>): Record<string, string | undefined> {
  const document = documentOf(pieces);
  const chunks = splitDocument(document, { ...options, ...chosen });
  return Object.fromEntries(textsOf(document, chunks).map((text, index) => [text, chunks[index]!.prefix]));
}

test.each(['第2章 范围', '2.3 数据来源说明', '第三节 职责', '1999年工作总结', '4 Overview', '2、背景', 'B2 setup', '附件3'])('%j is a title', (text) => {
  expect(isChineseTitle(text)).toBe(true);
});

test.each(['', ' ', '范围', '一二三', '20240101', '2.3 来源', '今天开了第3次会。', '第3条 关于差旅费用报销标准和审批流程的补充说明'])('%j is no title', (text) => {
  expect(isChineseTitle(text)).toBe(false);
});

test('what follows a title says so until the next title; the title itself does not', () => {
  expect(prefixes(['引言', '第1章 总览', '共三层。', '2.1 来源', '两种。', '第2章 部署', '一步。'].map((text) => paragraph(text)), { titleEnhancement: true })).toEqual({
    引言: undefined,
    '第1章 总览': undefined,
    '共三层。': '下文与(第1章 总览)有关。',
    '2.1 来源': '下文与(第1章 总览)有关。',
    '两种。': '下文与(第1章 总览)有关。',
    '第2章 部署': undefined,
    '一步。': '下文与(第2章 部署)有关。',
  });
});

test('a heading is a title without looking like one, and one that is not Chinese ends the last', () => {
  const pieces = [heading('## 范围', 2), paragraph('适用于全体。'), heading('Appendix', 2), paragraph('Nothing.')];
  expect(prefixes(pieces, { titleEnhancement: true })).toMatchObject({ '适用于全体。': '下文与(范围)有关。', 'Nothing.': undefined });
});

test('the path of headings comes after the title, and is bounded by leaving out the outermost', () => {
  const pieces = [heading('范围', 2, ['手册']), paragraph('适用于全体。', { headingPath: ['手册', '范围'] })];
  expect(prefixes(pieces, { headingPrefix: true })['适用于全体。']).toBe('手册 > 范围\n');
  expect(prefixes(pieces, { headingPrefix: true, titleEnhancement: true })['适用于全体。']).toBe('下文与(范围)有关。手册 > 范围\n');
  const deep = [paragraph('Text.', { headingPath: ['x'.repeat(150), 'y'.repeat(60), 'z'.repeat(60)] })];
  expect(prefixes(deep, { headingPrefix: true })['Text.']).toBe(`${'y'.repeat(60)} > ${'z'.repeat(60)}\n`);
});

test('an unknown splitter is an error that names the known ones', () => {
  expect(() => splitDocument(documentOf([]), { ...options, splitter: 'AliTextSplitter' })).toThrow(
    expect.objectContaining({ code: 'invalid_request', details: expect.objectContaining({ field: 'splitter', known: expect.arrayContaining(['recursive', 'token']) }) }),
  );
});
