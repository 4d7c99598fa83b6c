import { expect, test } from 'vitest';
import { branchThrough, versionsOf } from './branch.ts';

const question = (id: string, parentId?: string) => ({ id, role: 'user', parentId });
const answer = (id: string, questionId: string) => ({ id, role: 'assistant', questionId });
/** q1 is answered twice; q2 and q3 follow its second answer, q2 is answered twice; q4 begins anew. */
const messages = [
  question('q1'),
  answer('a1', 'q1'),
  answer('a1b', 'q1'),
  question('q2', 'a1b'),
  answer('a2', 'q2'),
  answer('a2b', 'q2'),
  question('q3', 'a1b'),
  answer('a3', 'q3'),
  question('q4'),
];
const idsOf = (branch: readonly { id: string }[]) => branch.map(({ id }) => id).join(' ');

test.each([
  [undefined, 'q4'],
  ['unknown', 'q4'],
  ['a3', 'q1 a1b q3 a3'],
  ['a2', 'q1 a1b q2 a2'],
  ['q2', 'q1 a1b q2 a2b'],
  ['a1', 'q1 a1'],
  ['q1', 'q1 a1b q3 a3'],
])('the branch through %s is %s', (id, branch) => {
  expect(idsOf(branchThrough(messages, id))).toBe(branch);
});

test('no message has no branch, and a damaged one that follows itself ends', () => {
  expect(branchThrough([])).toEqual([]);
  expect(idsOf(branchThrough([question('q1', 'a1'), answer('a1', 'q1')], 'a1'))).toBe('q1 a1');
});

test('versions are what stands in the same place', () => {
  const at = (id: string) => messages.find((message) => message.id === id)!;
  expect(['a2', 'q2', 'q1'].map((id) => idsOf(versionsOf(messages, at(id))))).toEqual(['a2 a2b', 'q2 q3', 'q1 q4']);
});
