import { afterAll, expect, test } from 'vitest';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { startTestServer } from '../../testing/test-server.ts';

/** Nobody is asked before vectors are kept. */
const server = await startTestServer({ MILVUS_URL: 'http://127.0.0.1:9', ELASTICSEARCH_URL: 'http://127.0.0.1:9' });
afterAll(() => server[Symbol.asyncDispose]());
await server.ask('PATCH', '/api/settings', { chatchatApi: true });

const create = async (name: string, vector_store_type?: string) => (await server.ask('POST', '/knowledge_base/create_knowledge_base', { knowledge_base_name: name, vector_store_type })).body;
const storeOf = async (name: string) => {
  const { items } = (await server.ask<{ items: KnowledgeBase[] }>('GET', '/api/knowledge-bases')).body;
  return items.find((knowledgeBase) => knowledgeBase.name === name)?.vectorStore;
};

test.each([
  [undefined, 'usearch'],
  ['faiss', 'usearch'],
  ['default', 'usearch'],
  ['milvus', 'milvus'],
  ['zilliz', 'milvus'],
  ['ES', 'elasticsearch'],
  ['exact', 'exact'],
])('the store %s of the old server is %s here', async (type, store) => {
  const name = `库 ${type}`;
  expect(await create(name, type)).toMatchObject({ code: 200, msg: `已新增知识库 ${name}` });
  expect(await storeOf(name)).toBe(store);
});

test.each([
  ['pg', /^创建知识库出错： .*"pgvector".*PGVECTOR_URL/],
  ['chromadb', /^创建知识库出错： .*"chromadb"/],
])('with the store %s, which is not here, nothing is created', async (type, message) => {
  expect(await create(`Without ${type}`, type)).toEqual({ code: 500, msg: expect.stringMatching(message), data: null });
  expect(await storeOf(`Without ${type}`)).toBeUndefined();
});
