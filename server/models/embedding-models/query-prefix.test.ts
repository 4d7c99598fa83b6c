import { expect, test } from 'vitest';
import { prefixesOf } from './query-prefix.ts';

test.each([
  ['bge-large-zh-v1.5', '为这个句子生成表示以用于检索相关文章：', ''],
  ['BAAI/bge-small-zh', '为这个句子生成表示以用于检索相关文章：', ''],
  ['bge-base-en-v1.5:latest', 'Represent this sentence for searching relevant passages: ', ''],
  ['bge-large-zh-noinstruct', '', ''],
  ['BAAI/bge-m3', '', ''],
  ['intfloat/multilingual-e5-large', 'query: ', 'passage: '],
  ['e5-base-v2', 'query: ', 'passage: '],
  ['multilingual-e5-large-instruct', 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ', ''],
  ['text-embedding-3-small', '', ''],
])('%s wants %j before a query and %j before a passage', (model, query, passage) => {
  expect(prefixesOf(model)).toEqual({ query, passage });
});
