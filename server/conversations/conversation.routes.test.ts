import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Conversation, ConversationDetail } from '#contracts/conversation';
import type { ErrorBody } from '#contracts/error';
import type { AssistantMessage } from '#contracts/message';
import type { List } from '#contracts/pagination';
import { startTurnServer, type TurnServer } from '../testing/turn-server.ts';
import { getConversation } from './conversation.repository.ts';
import { rateAnswer } from './message.repository.ts';

let server: TurnServer;
beforeEach(async () => {
  server = await startTurnServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const stranger = { userId: 'stranger' };
const titlesOf = async (query = '') =>
  (await server.ask<List<Conversation>>('GET', `/api/conversations${query}`)).body.items.map(({ title }) => title);
const detailOf = async (id: string) => (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body;

async function answeredConversation(text = 'Hi') {
  const { id } = await server.beginConversation();
  const { body } = await server.ask<AssistantMessage>('POST', `/api/conversations/${id}/turns`, { text, stream: false });
  return { id, answerId: body.id };
}

test('the one used last comes first, page by page', async () => {
  const first = await server.beginConversation({ title: 'first' });
  for (const title of ['second', 'third']) await server.beginConversation({ title });
  await server.ask('POST', `/api/conversations/${first.id}/turns`, { text: 'Hi', stream: false });
  expect(await titlesOf()).toEqual(['first', 'third', 'second']);
  expect(await titlesOf('?page=2&pageSize=2')).toEqual(['second']);
});

test('a search looks into titles and messages', async () => {
  await server.beginConversation({ title: '年假制度' });
  await server.beginConversation({ title: 'Kettles' });
  await answeredConversation('Which error is E2?');
  expect(await titlesOf(`?query=${encodeURIComponent('年假')}`)).toEqual(['年假制度']);
  expect(await titlesOf('?query=error')).toEqual(['Which error is E2?']);
  expect(await titlesOf('?query=hello.')).toEqual(['Which error is E2?']);
  expect(await titlesOf('?query=nothing')).toEqual([]);
});

test('a conversation is renamed, given other choices, and deleted', async () => {
  const { id } = await server.beginConversation({ title: 'old' });
  const changed = await server.ask('PATCH', `/api/conversations/${id}`, { title: 'new', options: { topK: 7 } });
  expect(changed.body).toMatchObject({ title: 'new', options: { topK: 7 } });
  expect((await server.ask('DELETE', `/api/conversations/${id}`)).status).toBe(204);
  for (const method of ['GET', 'DELETE']) expect((await server.ask(method, `/api/conversations/${id}`)).status).toBe(404);
});

test('a deleted conversation takes its messages and ratings along', async () => {
  const { id, answerId } = await answeredConversation();
  await server.ask('PUT', `/api/messages/${answerId}/feedback`, { score: 100 });
  await server.ask('DELETE', `/api/conversations/${id}`);
  expect([await server.database.client.message.count(), await server.database.client.feedback.count()]).toEqual([0, 0]);
});

test('a rating is kept with its answer, and the last one counts', async () => {
  const { id, answerId } = await answeredConversation();
  await server.ask('PUT', `/api/messages/${answerId}/feedback`, { score: 100 });
  const { body } = await server.ask('PUT', `/api/messages/${answerId}/feedback`, { score: 0, reason: 'wrong page' });
  expect(body).toEqual({ score: 0, reason: 'wrong page' });
  expect((await detailOf(id)).messages[1]).toMatchObject({ id: answerId, feedback: { score: 0, reason: 'wrong page' } });
});

test('only answers are rated, from 0 to 100', async () => {
  const { id, answerId } = await answeredConversation();
  const [question] = (await detailOf(id)).messages;
  expect((await server.ask('PUT', `/api/messages/${question!.id}/feedback`, { score: 100 })).status).toBe(404);
  const tooHigh = await server.ask<ErrorBody>('PUT', `/api/messages/${answerId}/feedback`, { score: 101 });
  expect([tooHigh.status, tooHigh.body.error.details.field]).toEqual([400, 'score']);
});

test('the export is a Markdown file named after the conversation', async () => {
  const { id } = await answeredConversation('年假/多少天？');
  const { status, headers, body } = await server.ask<string>('GET', `/api/conversations/${id}/export.md`);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
  expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('年假 多少天？.md')}`);
  expect(body).toContain('## 年假/多少天？\n\nHello.');
});

test('nobody reads or rates what belongs to another', async () => {
  const { id, answerId } = await answeredConversation();
  await expect(getConversation(server.database, stranger, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(rateAnswer(server.database, stranger, answerId, { score: 1, reason: '' })).rejects.toMatchObject({ code: 'not_found' });
});
