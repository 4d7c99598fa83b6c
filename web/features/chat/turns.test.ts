import { expect, test } from 'vitest';
import type { AssistantMessage, UserMessage } from '#contracts/message';
import type { LiveTurn } from './live-turns.ts';
import { groupTurns } from './turns.ts';

const at = '2026-01-01T00:00:00.000Z';
const question = (id: string): UserMessage => ({ id, role: 'user', text: `${id}?`, createdAt: at });
const answer = (id: string, questionId: string, text = ''): AssistantMessage => ({
  id,
  role: 'assistant',
  turnId: `turn-${id}`,
  questionId,
  text,
  status: 'complete',
  mode: 'llm',
  model: 'm',
  sources: [],
  unsupportedClaims: [],
  createdAt: at,
});
const live = (part: Partial<LiveTurn>): LiveTurn => ({
  question: { id: 'asked', text: 'new?' },
  request: undefined,
  answer: undefined,
  connection: 'open',
  error: undefined,
  ...part,
});

test('answers to one question are its versions, oldest first', () => {
  const turns = groupTurns([question('q1'), answer('a1', 'q1'), question('q2'), answer('a2', 'q1'), answer('a3', 'q2')]);
  expect(turns.map(({ answers }) => answers.map(({ id }) => id))).toEqual([['a1', 'a2'], ['a3']]);
});

test('a question just asked comes last, before the server has told its id', () => {
  const turns = groupTurns([question('q1'), answer('a1', 'q1')], live({}));
  expect(turns.map(({ question: { text } }) => text)).toEqual(['q1?', 'new?']);
});

test('the answer being followed takes the place of its stored state', () => {
  const turns = groupTurns(
    [question('q1'), answer('a1', 'q1', 'old')],
    live({ question: question('q1'), answer: answer('a1', 'q1', 'newer') }),
  );
  expect(turns).toHaveLength(1);
  expect(turns[0]?.answers.map(({ text }) => text)).toEqual(['newer']);
});
