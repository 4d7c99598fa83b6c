import { expect, test } from 'vitest';
import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import { isCatchingUp } from './catching-up.ts';

const at = '2026-01-01T00:00:00.000Z';
const begun = emptyAnswer({
  type: 'turn-start',
  turnId: 't',
  conversationId: 'c',
  question: { id: 'q', role: 'user', text: '?', createdAt: at },
  answerId: 'a',
  mode: 'agent',
  model: 'm',
  createdAt: at,
});
const events: ChatEvent[] = [
  { type: 'text-delta', delta: 'I will calculate.' },
  { type: 'tool-call', call: { id: '1', tool: 'calculate', input: '{}', state: 'waiting' } },
  { type: 'tool-result', id: '1', state: 'complete', output: '4' },
  { type: 'text-delta', delta: 'Four.' },
];
const states = events.map((_, index) => events.slice(0, index + 1).reduce(applyChatEvent, begun));

test('an answer that goes on never counts as one that is behind, though a call empties its text', () => {
  for (const [index, state] of states.entries()) expect(isCatchingUp(state, states[index - 1])).toBe(false);
});

test('an answer read from its beginning is behind until it has come as far', () => {
  expect([begun, ...states].map((state) => isCatchingUp(state, states.at(-1)))).toEqual([true, true, true, true, false]);
});

test('another answer, and one that has ended, are shown at once', () => {
  expect(isCatchingUp({ ...begun, id: 'b' }, states.at(-1))).toBe(false);
  expect(isCatchingUp({ ...begun, status: 'cancelled' }, states.at(-1))).toBe(false);
});
