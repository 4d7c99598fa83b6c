import { connect } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { answers, answersEndlessly, callsTools, inTurn } from '../../testing/fake-openai-behaviours.ts';
import { readPiece } from '../../testing/chatchat-client.ts';
import { startChatchatServer } from '../../testing/chatchat-server.ts';
import { startFakeSearchEngine } from '../../testing/fake-search-engine.ts';
import { ownKnowledgeNotice } from './source-lines.ts';

const { server, fake, client, chatModel, ...opened } = await startChatchatServer();
const engine = await startFakeSearchEngine();
afterAll(() => Promise.all([opened, engine].map((each) => each[Symbol.asyncDispose]())));
await server.ask('PUT', '/api/search-engines/searxng', { baseUrl: engine.url });
await server.ask('PATCH', '/api/settings', { defaultAnswerModel: chatModel, readFoundPages: false });
await client.createKnowledgeBase('航海');
await client.uploadDocs('航海', { 'tide.txt': '灯塔的潮汐在正午转向。', 'lamp.txt': '灯塔的灯在黄昏点亮。' });

const textOf = (pieces: Record<string, unknown>[], key: string) => pieces.map((piece) => piece[key] ?? '').join('');

test('knowledge bases are created, listed and deleted by their names, with the old codes and words', async () => {
  expect(await client.createKnowledgeBase('临时 库')).toEqual({ code: 200, msg: '已新增知识库 临时 库', data: null });
  expect((await client.createKnowledgeBase('临时 库')).code).toBe(404);
  expect((await client.createKnowledgeBase(' ')).code).toBe(404);
  for (const name of ['../a', 'a/b', 'a\\b', 'a\0b', '.hidden', '/etc']) expect(await client.createKnowledgeBase(name)).toMatchObject({ code: 403, msg: "Don't attack me" });
  expect(await client.listKnowledgeBases()).toEqual(['航海', '临时 库']);
  expect(await client.post('/knowledge_base/update_info', { knowledge_base_name: '临时 库', kb_info: '放临时的东西' })).toMatchObject({ code: 200, data: { kb_info: '放临时的东西' } });
  const { body: bases } = await server.ask<{ items: { name: string; description: string }[] }>('GET', '/api/knowledge-bases');
  expect(bases.items.map(({ description }) => description)).toEqual(['关于航海的知识库', '放临时的东西']);
  expect((await client.deleteKnowledgeBase(encodeURIComponent('临时 库'))).code).toBe(200);
  expect(await client.deleteKnowledgeBase('临时 库')).toEqual({ code: 404, msg: '未找到知识库 临时 库', data: null });
  expect((await client.deleteKnowledgeBase('%ff')).code).toBe(404);
  expect(await client.listKnowledgeBases()).toEqual(['航海']);
});

test('uploaded files can be searched when the upload is answered, and one that is there is told of', async () => {
  expect(await client.listFiles('航海')).toEqual(['lamp.txt', 'tide.txt']);
  const [found] = await client.searchDocs('潮汐什么时候转向？', '航海');
  expect(found).toMatchObject({ page_content: '灯塔的潮汐在正午转向。', type: 'Document', metadata: { source: 'tide.txt' } });
  expect(found!.score).toBeLessThanOrEqual(1);
  expect(await client.searchDocs('潮汐', '没有')).toEqual([]);
  const { data } = await client.uploadDocs('航海', { 'tide.txt': '别的内容。', '../up.txt': 'x', 'wind.txt': '风从西边来。' });
  expect(data.failed_files).toEqual({ 'tide.txt': '文件 tide.txt 已存在。', '../up.txt': expect.any(String) });
  expect((await client.deleteDocs('航海', ['wind.txt', '没有.txt'], true)).data.failed_files).toEqual({ '没有.txt': '未找到文件 没有.txt' });
});

test('a question to a knowledge base is answered in tokens, then come all sources with links that lead to the file', async () => {
  fake.chat = answers('在正午转向。[1]');
  const pieces = await client.knowledgeBaseChat('潮汐什么时候转向？', '航海');
  expect(textOf(pieces, 'answer')).toBe('在正午转向。[1]');
  const last = pieces.at(-1) as { docs: string[]; message_id: string };
  expect(pieces.filter((piece) => 'docs' in piece)).toEqual([last]);
  expect(last.docs[0]).toMatch(/^出处 \[1\] \[tide\.txt\]\(http.+\/knowledge_base\/download_doc\?.+\) \n\n灯塔的潮汐在正午转向。\n\n$/);
  const link = /\((http[^)]+)\)/.exec(last.docs[0]!)![1]!;
  const file = await fetch(link);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(await file.text()).toBe('灯塔的潮汐在正午转向。');
  expect((await fetch(`${link}&preview=true`)).headers.get('content-disposition')).toMatch(/^inline/);
  expect(await client.feedback(last.message_id, 100, '好')).toMatchObject({ code: 200, msg: `已反馈聊天记录 ${last.message_id}` });
  const [whole] = await client.knowledgeBaseChat('潮汐什么时候转向？', '航海', { stream: false });
  expect(whole).toMatchObject({ answer: '在正午转向。[1]', docs: last.docs });
});

test('where nothing is near enough the model answers from what it knows, and the notice is the only source', async () => {
  fake.chat = answers('我猜是正午。');
  const pieces = await client.knowledgeBaseChat('潮汐什么时候转向？', '航海', { score_threshold: 0 });
  expect(textOf(pieces, 'answer')).toBe('我猜是正午。');
  expect(pieces.at(-1)).toMatchObject({ docs: [ownKnowledgeNotice] });
  expect(await client.knowledgeBaseChat('问', '没有')).toEqual([{ code: 404, msg: '未找到知识库 没有', data: null }]);
});

test('a knowledge base that refuses says so without asking the model', async () => {
  await server.createKnowledgeBase({ name: '严格', refusalText: '没有资料。' });
  const before = fake.calls.length;
  const pieces = await client.knowledgeBaseChat('潮汐什么时候转向？', '严格');
  expect(textOf(pieces, 'answer')).toBe('没有资料。');
  expect(pieces.at(-1)).toMatchObject({ docs: ["<span style='color:red'>未找到相关文档！</span>"] });
  expect(fake.calls.length).toBe(before);
});

test('plain chat reads the history that is sent, or that of a conversation; its answers are rated by their ids', async () => {
  fake.chat = answers('你好。');
  const history = [{ role: 'user', content: '我叫{{ name }}' }, ['assistant', '{% endraw %}']];
  const pieces = await client.chat('我叫什么？', { history });
  expect(textOf(pieces, 'text')).toBe('你好。');
  const prompt = JSON.stringify(fake.calls.at(-1)!.body.messages);
  for (const text of ['我叫{{ name }}', '{% endraw %}', '我叫什么？']) expect(prompt).toContain(text);
  expect(pieces[0]).toEqual({ text: expect.any(String), message_id: expect.stringMatching(/^[0-9a-f]{32}$/), chat_history_id: pieces[0]!.message_id });
  expect((await client.feedback(String(pieces[0]!.message_id), 0)).code).toBe(200);
  const rated = await server.context.database.client.feedback.findFirstOrThrow({ where: { score: 0 }, include: { message: true } });
  expect(rated.message.text).toBe('你好。');
  expect((await client.feedback('0'.repeat(32), 0)).code).toBe(404);

  const conversation_id = 'abcdef0123456789abcdef0123456789';
  await client.chat('记住：七。', { conversation_id });
  await client.chat('是几？', { conversation_id, history_len: 3 });
  expect(JSON.stringify(fake.calls.at(-1)!.body.messages)).toContain('记住：七。');
  expect(await client.chat('好', { stream: false })).toEqual([expect.objectContaining({ text: '你好。' })]);
});

test('files of one conversation are asked, and others take their place', async () => {
  fake.chat = answers('三点。[1]');
  const { data } = await client.uploadTempDocs({ 'plan.txt': '会议在三点开始。' });
  const pieces = await client.fileChat('会议什么时候开始？', data.id);
  expect(textOf(pieces, 'answer')).toBe('三点。[1]');
  expect(pieces.at(-1)).toMatchObject({ docs: ['出处 [1] [plan.txt] \n\n会议在三点开始。\n\n'] });
  expect((await client.uploadTempDocs({ 'other.txt': '午饭在一点。' }, data.id)).data.id).toBe(data.id);
  expect((await client.fileChat('午饭什么时候？', data.id)).at(-1)).toMatchObject({ docs: [expect.stringContaining('午饭在一点')] });
  expect(await client.fileChat('问', 'unknown')).toMatchObject([{ code: 404, msg: expect.stringContaining('请先上传文件') }]);
});

test('the web is asked by the engine that is named, and cited by address', async () => {
  fake.chat = answers('高 8849 米。[1]');
  engine.pages = [{ title: '珠穆朗玛峰', url: 'https://example.com/peak', content: '珠穆朗玛峰高 8849 米，是世界最高的山峰。' }];
  const pieces = await client.searchEngineChat('珠穆朗玛峰有多高？', 'searxng');
  expect(pieces.at(-1)).toMatchObject({ docs: [expect.stringMatching(/^出处 \[1\] \[https:\/\/example\.com\/peak\]\(https:\/\/example\.com\/peak\) \n\n/)] });
  for (const name of ['没有', 'bing']) expect(await client.searchEngineChat('问', name)).toMatchObject([{ code: 404 }]);
});

const callsCalculator = (expression: string) => callsTools([{ name: 'calculate', arguments: JSON.stringify({ expression }) }]);
const script = () => inTurn(callsCalculator('1/0'), callsCalculator('37593*67'), answers('等于 2518731。'));

test('an agent tells of each call of a tool, also of one that failed, and ends with its answer, which can be rated', async () => {
  fake.chat = script();
  const pieces = await client.agentChat('37593 乘以 67 是多少？');
  const tools = pieces.flatMap((piece) => ('tools' in piece ? [piece.tools as string[]] : []));
  expect(tools).toEqual([
    ['\n```\n', expect.stringContaining('工具名称: calculate'), '工具状态: 调用失败', expect.stringContaining('错误信息: '), '重新开始尝试', '\n```\n'],
    ['\n```\n', '工具名称: calculate', '工具状态: 调用成功', expect.stringContaining('37593*67'), expect.stringContaining('2518731'), '\n```\n'],
  ]);
  expect(pieces.map((piece) => piece.answer ?? '').join('')).toBe('等于 2518731。');
  const last = pieces.at(-1)!;
  expect(last).toMatchObject({ final_answer: '等于 2518731。' });
  expect((await client.feedback(String(last.message_id), 100)).code).toBe(200);
});

test('at once, the calls stand before the answer', async () => {
  fake.chat = script();
  const [whole] = await client.agentChat('37593 乘以 67 是多少？', { stream: false });
  expect(whole).toMatchObject({ answer: expect.stringMatching(/调用失败[^]*调用成功[^]*等于 2518731。$/), final_answer: '等于 2518731。' });
});

test('a client that goes away stops the model, and what was said is kept', async () => {
  fake.chat = answersEndlessly;
  const controller = new AbortController();
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ query: '讲个故事', stream: true });
  const response = await fetch(`${server.url}/chat/chat`, { method: 'POST', headers, body, signal: controller.signal });
  await response.body!.getReader().read();
  controller.abort();
  const kept = await vi.waitFor(async () => {
    const answer = await server.context.database.client.message.findFirstOrThrow({ where: { status: 'cancelled' } });
    expect(fake.openAnswers()).toBe(0);
    return answer;
  });
  expect(kept.text).toContain('again and again');
});

/** The body of a response as it lay on the wire: its chunks, by their sizes. */
async function wireChunks(path: string, body: string): Promise<string[]> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  let rest = Buffer.concat(parts);
  rest = rest.subarray(rest.indexOf('\r\n\r\n') + 4);
  const chunks: string[] = [];
  for (;;) {
    const line = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.subarray(0, line).toString(), 16);
    if (!size) return chunks;
    chunks.push(rest.subarray(line + 2, line + 2 + size).toString());
    rest = rest.subarray(line + 4 + size);
  }
}

test('each event is one chunk of the response, since the old client takes a chunk for an event', async () => {
  fake.chat = answers('一二三四五六七八九十', { delayMs: 20 });
  const chunks = await wireChunks('/chat/chat', JSON.stringify({ query: '数', stream: true }));
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.map((chunk) => readPiece(chunk)?.text).join('')).toBe('一二三四五六七八九十');
});

test('a key that is limited to one knowledge base searches and asks that one, and finds no other', async () => {
  await client.createKnowledgeBase('别人的');
  const { body: bases } = await server.ask<{ items: { id: string; name: string }[] }>('GET', '/api/knowledge-bases');
  const knowledgeBaseIds = bases.items.filter(({ name }) => name === '航海').map(({ id }) => id);
  const { body } = await server.ask<{ key: string }>('POST', '/api/api-keys', { kind: 'program', name: '机器人', knowledgeBaseIds });
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${body.key}` };
  const ask = async (path: string, given?: object) => (await fetch(server.url + path, { method: given ? 'POST' : 'GET', headers, body: given && JSON.stringify(given) })).json();
  expect(await ask('/knowledge_base/list_knowledge_bases')).toMatchObject({ data: ['航海'] });
  expect(await ask('/knowledge_base/search_docs', { query: '潮汐', knowledge_base_name: '航海' })).toHaveLength(1);
  expect(await ask('/chat/knowledge_base_chat', { query: '问', knowledge_base_name: '别人的' })).toMatchObject({ code: 404 });
  expect(await ask('/knowledge_base/create_knowledge_base', { knowledge_base_name: '新的' })).toMatchObject({ code: 403 });
});
