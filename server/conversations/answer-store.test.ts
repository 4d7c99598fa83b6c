import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AssistantMessage } from '#contracts/message';
import { TurnRequest } from '#contracts/conversation';
import { emptyAnswer } from '#contracts/chat-event';
import type { Database } from '../platform/database.ts';
import { createLogger } from '../platform/logger.ts';
import { localAdministrator } from '../platform/principal.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { createAnswerStore, type AnswerStore } from './answer-store.ts';
import { createConversation } from './conversation.service.ts';
import { openTurn } from './open-turn.ts';
import { replayTurn } from './replay-turn.ts';

let database: Database;
let store: AnswerStore;
let answer: AssistantMessage;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  database = await openTestDatabase();
  store = createAnswerStore({ database, log: createLogger('silent') });
  const { id } = await createConversation(database, localAdministrator, { title: '' });
  const decide = async () => ({ options: {}, choice: { mode: 'llm' as const, historyTurns: 3, translateTo: undefined }, model: undefined });
  const { start } = await openTurn(database, localAdministrator, id, TurnRequest.parse({ text: 'Hi' }), decide);
  answer = emptyAnswer(start);
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  vi.useRealTimers();
});

const stored = async () => database.client.message.findUniqueOrThrow({ where: { id: answer.id } });

test('the question and an empty answer are on disk before anything is said', async () => {
  expect(await stored()).toMatchObject({ status: 'streaming', text: '' });
  expect(await database.client.message.count()).toBe(2);
});

test('text under way is stored every two seconds', async () => {
  store.note({ ...answer, text: 'Half' });
  store.note({ ...answer, text: 'Half an' });
  expect((await stored()).text).toBe('');
  await vi.advanceTimersByTimeAsync(2_000);
  await vi.waitUntil(async () => (await stored()).text === 'Half an');
});

test('the passages that were found are stored with the text, at the latest after two seconds', async () => {
  store.note({ ...answer, isOwnKnowledge: true }, 'all');
  store.note({ ...answer, isOwnKnowledge: true, text: 'Half' });
  await vi.advanceTimersByTimeAsync(2_000);
  await vi.waitUntil(async () => (await stored()).text === 'Half');
  expect(JSON.parse((await stored()).answer!)).toMatchObject({ isOwnKnowledge: true });
});

test('a note that was overtaken by the end does not undo it', async () => {
  store.note({ ...answer, text: 'Half' });
  await store.keep({ ...answer, text: 'Half an answer.', status: 'complete' });
  await vi.advanceTimersByTimeAsync(2_000);
  await store[Symbol.asyncDispose]();
  expect(await stored()).toMatchObject({ text: 'Half an answer.', status: 'complete' });
});

test('after a crash the answer is interrupted, with what was stored of it, and its turn ends so', async () => {
  await store.keep({ ...answer, text: 'Half' });
  await store.recover();
  expect(await stored()).toMatchObject({ text: 'Half', status: 'interrupted' });
  const events = await replayTurn(database, localAdministrator, answer.turnId);
  expect(events.map(({ type }) => type)).toEqual(['turn-start', 'text-delta', 'turn-end']);
  expect(events.at(-1)).toMatchObject({ reason: 'interrupted' });
});

test('an answer whose conversation was deleted is passed over', async () => {
  await database.write((transaction) => transaction.conversation.deleteMany());
  await store.keep({ ...answer, text: 'late', status: 'complete' });
  expect(await database.client.message.count()).toBe(0);
});
