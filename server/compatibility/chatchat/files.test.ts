import { afterAll, expect, test } from 'vitest';
import type { Document } from '#contracts/document';
import { startChatchatServer } from '../../testing/chatchat-server.ts';
import { answers } from '../../testing/fake-openai-behaviours.ts';

const name = '手册';
const book = Array.from({ length: 12 }, (_, index) => `第${index + 1}号灯塔高${index + 20}米，由守塔人看守，每天在黄昏点灯，并在清晨熄灯。`).join('\n\n');

const { server, fake, client, ...opened } = await startChatchatServer();
afterAll(() => opened[Symbol.asyncDispose]());
await client.createKnowledgeBase(name);
await client.uploadDocs(name, { 'book.txt': book, 'note.txt': '笔记：风从西边来。' });

const chunksOf = (file: string) => client.searchDocs('', name, { file_name: file });

async function documentOf(file: string): Promise<Document> {
  const { body: bases } = await server.ask<{ items: { id: string; name: string }[] }>('GET', '/api/knowledge-bases');
  const { id } = bases.items.find((each) => each.name === name)!;
  const { body } = await server.ask<{ items: Document[] }>('GET', `/api/knowledge-bases/${id}/documents`);
  return body.items.find((each) => each.name === file)!;
}

test('without a question the chunks of files are listed by name or metadata', async () => {
  const chunks = await chunksOf('book.txt');
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.every(({ score, metadata }) => score === 3 && metadata.source === 'book.txt')).toBe(true);
  expect((await chunksOf('b%')).map(({ id }) => id)).toEqual(chunks.map(({ id }) => id));
  expect((await client.searchDocs('', name, { metadata: { source: 'note.txt' } })).map(({ page_content }) => page_content)).toEqual(['笔记：风从西边来。']);
  expect(await client.searchDocs('', name)).toEqual([]);
});

test('a chunk is changed by its id, and by what the old page sends back; its siblings stay', async () => {
  const before = await chunksOf('book.txt');
  const [first, second] = before;
  const change = (docs: object) => client.post('/knowledge_base/update_docs_by_id', { knowledge_base_name: name, docs });
  expect(await change({ [first!.id]: { page_content: '改写的第一块。' } })).toMatchObject({ code: 200, msg: '文档更新成功' });
  const changed = [{ page_content: '改写的第二块。', type: 'Document', metadata: second!.metadata }];
  expect((await client.updateDocs(name, ['book.txt'], { docs: JSON.stringify({ 'book.txt': changed }) })).data.failed_files).toEqual({});
  const after = await chunksOf('book.txt');
  expect(after.map(({ page_content }) => page_content)).toEqual(['改写的第一块。', '改写的第二块。', ...before.slice(2).map(({ page_content }) => page_content)]);
  await change({ [after[0]!.id]: null });
  expect((await chunksOf('book.txt')).length).toBe(before.length - 1);
  expect(await change({ '999999': null })).toMatchObject({ code: 500 });
});

test('files are split anew with other sizes, and the next version says so', async () => {
  const before = await documentOf('book.txt');
  expect((await client.updateDocs(name, ['book.txt', '没有.txt'], { chunk_size: 60, chunk_overlap: 0 })).data.failed_files).toEqual({ '没有.txt': '未找到文件 没有.txt' });
  const after = await documentOf('book.txt');
  expect(after.version).toBe(before.version + 1);
  expect(after.chunkCount).toBeGreaterThan(before.chunkCount);
});

test('supplied chunks take the place of a file’s, and stay until they are overridden', async () => {
  const docs = JSON.stringify({ 'custom.txt': [{ page_content: '甲。', metadata: {} }, { page_content: '乙。', metadata: {} }] });
  expect((await client.uploadDocs(name, { 'custom.txt': '原文。' }, { docs })).data.failed_files).toEqual({});
  const words = async () => (await chunksOf('custom.txt')).map(({ page_content }) => page_content);
  expect(await words()).toEqual(['甲。', '乙。']);
  await client.updateDocs(name, ['custom.txt']);
  expect(await words()).toEqual(['甲。', '乙。']);
  await client.updateDocs(name, ['custom.txt'], { override_custom_docs: true });
  expect(await words()).toEqual(['原文。']);
});

test('a file is kept without being searched, taken out of the search, and taken in again', async () => {
  await client.uploadDocs(name, { 'later.txt': '鲸鱼在十月经过。' }, { to_vector_store: 'False' });
  const found = async () => (await client.searchDocs('鲸鱼什么时候经过？', name)).map(({ metadata }) => metadata.source);
  expect(await found()).toEqual([]);
  expect(await client.listFiles(name)).not.toContain('later.txt');
  await client.updateDocs(name, ['later.txt']);
  expect(await found()).toEqual(['later.txt']);
  await client.deleteDocs(name, ['later.txt']);
  expect(await found()).toEqual([]);
  expect(await (await fetch(`${server.url}/knowledge_base/download_doc?knowledge_base_name=${name}&file_name=later.txt`)).text()).toBe('鲸鱼在十月经过。');
});

test('everything is made anew from the originals, with a line for each file; one that cannot be read is told of and passed over', async () => {
  const files = { 'broken.pdf': '%PDF-1.7 broken', 'program.bin': '\0\u0001\u0002\u0003\0' };
  const { failed_files } = (await client.uploadDocs(name, files)).data;
  expect(failed_files).toEqual({ 'broken.pdf': expect.any(String), 'program.bin': expect.stringContaining('暂未支持的文件格式') });
  await client.deleteDocs(name, ['program.bin'], true);
  const lines = (await client.recreate(name)) as { code: number; doc?: string; msg: string; finished?: number; total?: number }[];
  const done = lines.filter(({ code }) => code === 200);
  expect(new Set(done.map(({ doc }) => doc))).toEqual(new Set(['book.txt', 'note.txt', 'custom.txt', 'later.txt']));
  expect(done[0]).toEqual({ code: 200, msg: `(1 / 5): ${done[0]!.doc}`, total: 5, finished: 1, doc: done[0]!.doc });
  expect(lines.filter(({ code }) => code === 500)).toEqual([expect.objectContaining({ msg: expect.stringContaining('broken.pdf') })]);
  expect((await client.searchDocs('鲸鱼什么时候经过？', name)).length).toBe(1);
});

test('files and chunks are summarised', async () => {
  fake.chat = answers('关于风。');
  const asked = { knowledge_base_name: name, file_name: 'note.txt' };
  expect(await client.stream('/knowledge_base/kb_summary_api/summary_file_to_vector_store', asked)).toEqual([{ code: 200, msg: 'note.txt 总结完成', doc: 'note.txt' }]);
  const [chunk] = await chunksOf('note.txt');
  const chunks = { knowledge_base_name: name, doc_ids: [chunk!.id], file_description: '风向' };
  const { data } = await client.post('/knowledge_base/kb_summary_api/summary_doc_ids_to_vector_store', chunks);
  expect(data).toEqual({ summarize: [{ page_content: '关于风。', metadata: { file_description: '风向', summary_intermediate_steps: expect.any(Array), doc_ids: [chunk!.id] } }] });
});
