import { expect, test } from 'vitest';
import type { AssistantMessage, UserMessage } from '#contracts/message';
import type { LiveTurn } from './live-turns.ts';
import { shownTurns, type Turn } from './turns.ts';

const at = '2026-01-01T00:00:00.000Z';
const question = (id: string, parentId?: string): UserMessage => ({
  id,
  role: 'user',
  text: `${id}?`,
  createdAt: at,
  ...(parentId === undefined ? {} : { parentId }),
});
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
  question: { ...question('asked', 'a1'), text: 'new?' },
  request: undefined,
  answer: undefined,
  connection: 'open',
  error: undefined,
  ...part,
});
const ids = (turns: Turn[]) => turns.map((turn) => [turn.question.id, turn.answer?.id]);

/** q1 has two answers; the first is followed by q2, which was edited to q3, the second by q4. */
const branched = [
  question('q1'),
  answer('a1', 'q1'),
  question('q2', 'a1'),
  answer('a2', 'q2'),
  question('q3', 'a1'),
  answer('a3', 'q3'),
  answer('b1', 'q1'),
  question('q4', 'b1'),
  answer('a4', 'q4'),
];

test('the branch of the newest message is shown while none is chosen', () => {
  expect(ids(shownTurns(branched))).toEqual([
    ['q1', 'b1'],
    ['q4', 'a4'],
  ]);
});

test('choosing another version of an answer shows what followed that one, the newest of it', () => {
  expect(ids(shownTurns(branched, 'a1'))).toEqual([
    ['q1', 'a1'],
    ['q3', 'a3'],
  ]);
});

test('choosing an earlier wording of a question shows its own answer, and tells of the other wordings', () => {
  const [first, second] = shownTurns(branched, 'q2');
  expect([first?.answer?.id, second?.answer?.id]).toEqual(['a1', 'a2']);
  expect(second?.siblings.map(({ id }) => id)).toEqual(['q2', 'q3']);
});

test('a chosen message that is gone leaves the newest branch to be shown', () => {
  expect(ids(shownTurns(branched, 'gone'))).toEqual(ids(shownTurns(branched)));
});

test('answers to one question are its versions, oldest first', () => {
  expect(shownTurns(branched)[0]?.answers.map(({ id }) => id)).toEqual(['a1', 'b1']);
});

test('a question just asked comes last in its branch, before the server has told its id', () => {
  const turns = shownTurns([question('q1'), answer('a1', 'q1')], undefined, live({}));
  expect(turns.map(({ question: { text } }) => text)).toEqual(['q1?', 'new?']);
});

test('the answer being followed takes the place of its stored state', () => {
  const followed = live({ question: question('q1'), answer: answer('a1', 'q1', 'newer') });
  const turns = shownTurns([question('q1'), answer('a1', 'q1', 'old'), answer('a2', 'q1')], undefined, followed);
  expect(turns).toHaveLength(1);
  expect(turns[0]?.answers.map(({ text }) => text)).toEqual(['newer', '']);
});
