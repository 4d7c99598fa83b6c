import { createParser } from 'eventsource-parser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Conversation, type ConversationDetail, ConversationQuery, TurnRequest } from '#contracts/conversation';
import { ConversationEvent } from '#contracts/conversation-event';
import type { ErrorBody } from '#contracts/error';
import type { AssistantMessage } from '#contracts/message';
import { type FoundExchange, MessageQuery } from '#contracts/message-search';
import type { List } from '#contracts/pagination';
import { startTurnServer, type TurnServer } from '../testing/turn-server.ts';
import { createConversationFeed } from './conversation-feed.ts';
import { listConversations } from './conversation.repository.ts';
import { changeConversation, clearMessages, followConversation, getConversationDetail, rate, removeConversation } from './conversation.service.ts';
import { searchMessages } from './message-search.repository.ts';
import { findAsked, openTurn } from './open-turn.ts';
import { replayTurn } from './replay-turn.ts';

let server: TurnServer;
beforeEach(async () => {
  server = await startTurnServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const stranger = { userId: 'stranger' };
const titlesOf = async (query = '') =>
  (await server.ask<List<Conversation>>('GET', `/api/conversations${query}`)).body.items.map(({ title }) => title);
const detailOf = async (id: string) => (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body;

/** The types of what happens to a conversation. */
function followed(id: string) {
  const reading = readConversationEvents(`${server.url}/api/conversations/${id}/events`);
  return {
    async until(type: ConversationEvent['type']) {
      for (let step = await reading.next(); !step.done && step.value.type !== type; ) step = await reading.next();
    },
    async rest() {
      const types: string[] = [];
      for await (const { type } of reading) types.push(type);
      return types;
    },
  };
}

async function* readConversationEvents(url: string): AsyncGenerator<ConversationEvent> {
  const response = await fetch(url);
  const arrived: ConversationEvent[] = [];
  const parser = createParser({ onEvent: ({ data }) => void arrived.push(ConversationEvent.parse(JSON.parse(data))) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* arrived.splice(0);
  }
}

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

test('a conversation that nothing was asked in is not listed until something is', async () => {
  const { id } = await server.beginConversation();
  expect(await titlesOf()).toEqual([]);
  await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', stream: false });
  expect(await titlesOf()).toEqual(['Hi']);
});

test('clearing removes what was said; the title, and what turns run with, stay', async () => {
  const { id } = await server.beginConversation({ options: { persona: 'A gardener.' } });
  await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Hi', stream: false });
  const cleared = await server.ask<Conversation>('POST', `/api/conversations/${id}/clear`);
  expect(cleared.body).toMatchObject({ title: 'Hi', messageCount: 0, options: { persona: 'A gardener.' } });
  await server.ask('POST', `/api/conversations/${id}/turns`, { text: 'Again', stream: false });
  expect(server.lastPrompt()).toContain('A gardener.');
  expect(server.lastPrompt()).not.toContain('Hi');
});

test('answers are found by question, answer, score and reason, white space standing for anything', async () => {
  const { id, answerId } = await answeredConversation('Which error is E2?');
  await answeredConversation('100% of 年假');
  await server.ask('PUT', `/api/messages/${answerId}/feedback`, { score: 20, reason: 'too short' });
  const found = async (query: object) => {
    const { body } = await server.ask<List<FoundExchange>>('GET', `/api/messages?${new URLSearchParams(query as Record<string, string>)}`);
    return body.items.map(({ question }) => question);
  };
  const both = ['100% of 年假', 'Which error is E2?'];
  expect(await found({})).toEqual(both);
  expect(await found({ query: 'which E2' })).toEqual(['Which error is E2?']);
  expect(await found({ query: 'E2 which' })).toEqual([]);
  expect(await found({ query: '100% 假' })).toEqual(['100% of 年假']);
  expect(await found({ query: '100_' })).toEqual([]);
  expect(await found({ answer: 'hello.' })).toEqual(both);
  expect(await found({ question: 'hello.' })).toEqual([]);
  expect(await found({ minScore: '10', maxScore: '20' })).toEqual(['Which error is E2?']);
  expect(await found({ minScore: '21' })).toEqual([]);
  expect(await found({ reason: 'short' })).toEqual(['Which error is E2?']);
  expect(await found({ hasReason: 'false' })).toEqual(['100% of 年假']);
  expect(await found({ page: '2', pageSize: '1' })).toEqual(['Which error is E2?']);
  const { body } = await server.ask<List<FoundExchange>>('GET', '/api/messages?hasReason=true');
  expect(body).toMatchObject({ total: 1, items: [{ conversationId: id, answerId, mode: 'llm', feedback: { score: 20, reason: 'too short' } }] });
});

test('a second window is told of what happens in the first', async () => {
  const { id } = await server.beginConversation();
  const events = followed(id);
  await events.until('in-step');
  const { body } = await server.ask<AssistantMessage>('POST', `/api/conversations/${id}/turns`, { text: 'Hi', stream: false });
  await server.ask('PUT', `/api/messages/${body.id}/feedback`, { score: 100 });
  await server.ask('PATCH', `/api/conversations/${id}`, { title: 'Greeting' });
  await server.ask('POST', `/api/conversations/${id}/clear`);
  await server.ask('DELETE', `/api/conversations/${id}`);
  expect(await events.rest()).toEqual(['turn-started', 'turn-ended', 'rated', 'changed', 'cleared', 'deleted']);
  expect((await server.ask('GET', `/api/conversations/${id}/events`)).status).toBe(404);
});

test('the export is a Markdown file named after the conversation', async () => {
  const { id } = await answeredConversation('年假/多少天？');
  const { status, headers, body } = await server.ask<string>('GET', `/api/conversations/${id}/export.md`);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
  expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('年假 多少天？.md')}`);
  expect(body).toContain('## 年假/多少天？\n\nHello.');
});

test('nobody sees, changes or asks anything in what belongs to another', async () => {
  const { id, answerId } = await answeredConversation();
  const { database } = server;
  const turns = { stopConversation: () => expect.unreachable('a turn of another is stopped') };
  const context = { database, turns, conversationFeed: createConversationFeed() };
  const decide = () => expect.unreachable('a turn of another begins');
  const [{ turnId }] = (await server.answersOf(id)) as [AssistantMessage];
  for (const attempt of [
    () => getConversationDetail(database, stranger, id),
    () => changeConversation(context, stranger, id, { title: 'mine' }),
    () => clearMessages(context, stranger, id),
    () => removeConversation(context, stranger, id),
    () => followConversation(context, stranger, id, new AbortController().signal),
    () => rate(context, stranger, answerId, { score: 1, reason: '' }),
    () => openTurn(database, stranger, id, TurnRequest.parse({ text: 'Hi' }), decide),
    () => findAsked(database, stranger, id, answerId),
    () => replayTurn(database, stranger, turnId),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await listConversations(database, stranger, ConversationQuery.parse({}))).toEqual({ items: [], total: 0 });
  expect(await searchMessages(database, stranger, MessageQuery.parse({ query: 'Hi' }))).toEqual({ items: [], total: 0 });
  expect(await detailOf(id)).toMatchObject({ title: 'Hi', messageCount: 2 });
});

test('a branch that is not there cannot be shown', async () => {
  const { id } = await answeredConversation();
  const other = await answeredConversation();
  const refused = await server.ask<ErrorBody>('PATCH', `/api/conversations/${id}`, { shownMessageId: other.answerId });
  expect([refused.status, refused.body.error.details.field]).toEqual([404, 'shownMessageId']);
});
