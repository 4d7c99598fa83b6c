import { afterAll, expect, test, vi } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import type { TestToolServerResult, Tool, ToolServer } from '#contracts/tool';
import { startMcpToolServer, stdioToolServer } from '../../testing/mcp-tool-server.ts';
import { serveTools } from '../../testing/served-tools.ts';

const { database, server, openTools, ...opened } = await serveTools();
const remote = await startMcpToolServer();
afterAll(() => Promise.all([opened, remote].map((each) => each[Symbol.asyncDispose]())));
const never = new AbortController().signal;

const add = async (name: string, transport: object) => (await server.ask<ToolServer>('POST', '/api/tool-servers', { name, transport })).body;
const addProgram = (name: string, env = {}) => add(name, { kind: 'stdio', command: process.execPath, args: ['--input-type=module', '-e', stdioToolServer], env });
const addAddress = (name: string, headers: object = { 'x-token': 'secret' }) => add(name, { kind: 'http', url: remote.url, headers });
const remove = (id: string) => server.ask('DELETE', `/api/tool-servers/${id}`);
const toolsOf = async (id: string) => (await openTools(['shout', 'fail', 'environment', 'exit', 'endless'].map((name) => `${id}/${name}`))).tools;
const call = async (id: string, name: string, input = {}) => (await toolsOf(id)).find((tool) => tool.id === `${id}/${name}`)!.call(input, never);

test('a program: its tools are listed with their schemas and called; it gets its own variables alone, and ends with the server', async () => {
  const { id } = await addProgram('Local', { TOKEN: 'hush' });
  const [shout] = await toolsOf(id);
  expect(shout).toMatchObject({ id: `${id}/shout`, name: 'Local_shout', description: 'Shouts a text', textField: 'text', needsApproval: true, input: { required: ['text'] } });
  expect(await call(id, 'shout', { text: 'hi' })).toEqual({ text: 'HI!' });
  process.env.DATA_DIR = 'not for programs';
  const [token, dataDir, pid] = JSON.parse((await call(id, 'environment')).text) as [string, string | null, number];
  delete process.env.DATA_DIR;
  expect([token, dataDir]).toEqual(['hush', null]);
  expect((await remove(id)).status).toBe(204);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 5_000, interval: 20 });
});

test('a program that dies in the middle is started again by the next call; a call that is stopped ends at once', async () => {
  const { id } = await addProgram('Mortal');
  await expect(call(id, 'exit')).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringContaining('Connection closed') });
  expect(await call(id, 'shout', { text: 'alive' })).toEqual({ text: 'ALIVE!' });
  const endless = (await toolsOf(id)).find((tool) => tool.name === 'Mortal_endless')!;
  await expect(endless.call({}, AbortSignal.timeout(20))).rejects.toMatchObject({ code: 'cancelled' });
  await remove(id);
});

test('an address: with its headers, which are never given back and move to no other host', async () => {
  const created = await addAddress('Remote');
  const { id } = created;
  expect(created.transport).toEqual({ kind: 'http', url: remote.url, headers: ['x-token'] });
  expect(JSON.stringify(await database.client.toolServer.findMany())).not.toContain('secret');
  expect(await call(id, 'shout', { text: 'hi' })).toEqual({ text: 'HI!' });
  await expect(call(id, 'fail')).rejects.toMatchObject({ code: 'provider_failed', message: 'It is broken' });
  await expect(call(id, 'shout', { text: 1 })).rejects.toMatchObject({ code: 'provider_failed' });
  const kept = { kind: 'http', url: `${remote.url}/other`, headers: { 'x-token': null } };
  expect((await server.ask('PATCH', `/api/tool-servers/${id}`, { transport: kept })).status).toBe(200);
  expect(await call(id, 'shout', { text: 'ho' })).toEqual({ text: 'HO!' });
  const moved = await server.ask<ErrorBody>('PATCH', `/api/tool-servers/${id}`, { transport: { ...kept, url: 'http://other.example' } });
  expect([moved.status, moved.body.error.details.field]).toEqual([400, 'transport.headers.x-token']);
  await remove(id);
});

test('a server that does not answer is told of, and the others go on', async () => {
  const wrong = await addAddress('Wrong', { 'x-token': 'no' });
  const right = await addAddress('Right');
  const { tools, notes } = await openTools([`${wrong.id}/shout`, `${right.id}/shout`]);
  expect(tools.map(({ name }) => name)).toEqual(['Right_shout']);
  expect(notes).toEqual([expect.stringContaining('The tool server Wrong does not answer')]);
  const asked = remote.requests.length;
  await openTools([`${wrong.id}/shout`]);
  expect(remote.requests).toHaveLength(asked);
  const { body } = await server.ask<{ items: ToolServer[] }>('GET', '/api/tool-servers');
  expect(body.items.map(({ name, state, toolCount }) => [name, state, toolCount])).toEqual([['Wrong', 'failed', 0], ['Right', 'connected', 2]]);
  const test = async (id: string) => (await server.ask<TestToolServerResult>('POST', `/api/tool-servers/${id}/test`)).body;
  expect(await test(right.id)).toEqual({ ok: true, message: 'Right has 2 tools', tools: ['shout', 'fail'] });
  expect(await test(wrong.id)).toMatchObject({ ok: false, tools: [] });
  await remove(wrong.id);
  await remove(right.id);
});

test('a tool of a server is switched off and freed of approval by itself; a server that is off has none', async () => {
  const { id } = await addAddress('Remote');
  const setUp = (name: string, change: object) => server.ask<Tool & ErrorBody>('PUT', `/api/tools/${encodeURIComponent(`${id}/${name}`)}`, change);
  expect((await setUp('shout', { needsApproval: false })).body).toMatchObject({ id: `${id}/shout`, server: { name: 'Remote' }, isReady: true, needsApproval: false });
  expect((await setUp('fail', { isOn: false })).body).toMatchObject({ isOn: false, isReady: false });
  expect((await toolsOf(id)).map(({ name, needsApproval }) => [name, needsApproval])).toEqual([['Remote_shout', false]]);
  expect((await setUp('none', { isOn: true })).status).toBe(404);
  expect((await setUp('shout', { apiKey: 'x' })).body.error.details.field).toBe('apiKey');
  await server.ask('PATCH', `/api/tool-servers/${id}`, { isOn: false });
  expect(await toolsOf(id)).toEqual([]);
  await remove(id);
  expect(await database.client.toolSetup.count()).toBe(0);
});

test('two servers do not share a name, and unknown ones are not found', async () => {
  const { id } = await addAddress('Remote');
  const transport = { kind: 'http', url: remote.url };
  expect((await server.ask<ErrorBody>('POST', '/api/tool-servers', { name: 'Remote', transport })).body.error).toMatchObject({ code: 'conflict', details: { field: 'name' } });
  expect((await server.ask('PATCH', '/api/tool-servers/none', { name: 'x' })).status).toBe(404);
  expect((await server.ask('DELETE', '/api/tool-servers/none')).status).toBe(404);
  await remove(id);
});
