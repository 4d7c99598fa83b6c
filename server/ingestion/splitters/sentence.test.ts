import { expect, test } from 'vitest';
import { documentOf, heading, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { sentenceSplitter } from './sentence.ts';

function split(text: string, { chunkSize = 250, pageCount }: { chunkSize?: number; pageCount?: number } = {}): string[] {
  const document = { ...documentOf([paragraph(text)]), pageCount };
  return textsOf(document, sentenceSplitter.split(document, { chunkSize, chunkOverlap: 50 }));
}

test('each sentence is a chunk, with the quotes that close it', () => {
  expect(split('她问：“谁来？”没有人回答……后来呢？！不知道；算了')).toEqual(['她问：“谁来？”', '没有人回答……', '后来呢？', '！', '不知道；', '算了']);
  expect(split('It costs 3.14 at shop.example.com. Why? Nobody knows... Really.')).toEqual([
    'It costs 3.14 at shop.example.com.',
    'Why?',
    'Nobody knows...',
    'Really.',
  ]);
});

test('a quotation in the middle of a sentence does not end it', () => {
  expect(split('他说“走吧。”，于是走了。')).toEqual(['他说“走吧。”，于是走了。']);
});

test('the number of a list is no sentence', () => {
  expect(split('1. First thing.\n2. Second thing.')).toEqual(['1. First thing.', '2. Second thing.']);
});

test('a line ends a sentence, but not in a document of pages', () => {
  expect(split('first line\nsecond line')).toEqual(['first line', 'second line']);
  expect(split('first line\nsecond line', { pageCount: 1 })).toEqual(['first line\nsecond line']);
});

test('a sentence too long is cut at clauses, as many together as fit', () => {
  expect(split('先登记姓名，再审核票据，最后领取款项。', { chunkSize: 12 })).toEqual(['先登记姓名，再审核票据，', '最后领取款项。']);
});

test('a heading stays whole', () => {
  const document = documentOf([heading('What? Why?', 1), paragraph('So. That.')]);
  expect(textsOf(document, sentenceSplitter.split(document, { chunkSize: 50, chunkOverlap: 0 }))).toEqual(['What? Why?', 'So.', 'That.']);
});
