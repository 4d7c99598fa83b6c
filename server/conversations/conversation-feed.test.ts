import { expect, test } from 'vitest';
import type { ConversationEvent } from '#contracts/conversation-event';
import { createConversationFeed } from './conversation-feed.ts';

const inStep = async (): Promise<ConversationEvent> => ({ type: 'in-step' });
const never = new AbortController().signal;
async function typesOf(events: AsyncIterable<ConversationEvent>): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of events) types.push(type);
  return types;
}

test('every window is told what happens to its own conversation, in order, until it is deleted', async () => {
  const feed = createConversationFeed();
  const windows = [feed.follow('c1', inStep, never), feed.follow('c1', inStep, never), feed.follow('c2', inStep, never)];
  for (const window of windows) await window.next();
  for (const type of ['changed', 'cleared', 'deleted'] as const) feed.tell('c1', { type });
  feed.tell('c2', { type: 'deleted' });
  expect(await Promise.all(windows.map(typesOf))).toEqual([['changed', 'cleared', 'deleted'], ['changed', 'cleared', 'deleted'], ['deleted']]);
});

test('what happens while the first look is taken is not missed', async () => {
  const feed = createConversationFeed();
  const events = feed.follow('c1', async () => {
    feed.tell('c1', { type: 'deleted' });
    return { type: 'in-step' };
  }, never);
  expect(await typesOf(events)).toEqual(['in-step', 'deleted']);
});

test('a window that is closed leaves its place to another', async () => {
  const feed = createConversationFeed();
  const closing = Array.from({ length: 50 }, () => new AbortController());
  const open = closing.map(({ signal }) => feed.follow('c1', inStep, signal));
  for (const window of open) await window.next();
  expect(() => feed.follow('c1', inStep, never)).toThrow('50 windows');
  const ends = Promise.all(open.map(typesOf));
  for (const window of closing) window.abort();
  expect((await ends).flat()).toEqual([]);
  expect((await feed.follow('c1', inStep, never).next()).value).toEqual({ type: 'in-step' });
});

test('a reader far behind is let go, so that it reads the conversation anew', async () => {
  const feed = createConversationFeed();
  const slow = feed.follow('c1', inStep, never);
  await slow.next();
  for (let index = 0; index < 1_000; index++) feed.tell('c1', { type: 'changed' });
  expect((await typesOf(slow)).length).toBe(200);
});
