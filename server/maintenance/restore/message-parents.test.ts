import { expect, test } from 'vitest';
import { withParents } from './message-parents.ts';

type Row = Parameters<typeof withParents>[0] extends AsyncIterable<infer Each> ? Each : never;
const question = (id: string, parentId?: string | null, conversationId = 'c'): Row => ({ id, conversationId, role: 'user', parentId, questionId: null });
const answer = (id: string, questionId: string, conversationId = 'c'): Row => ({ id, conversationId, role: 'assistant', questionId });
async function parentsOf(...rows: Row[]) {
  const restored: Row[] = [];
  for await (const row of withParents((async function* () { yield* rows; })())) restored.push(row);
  return restored.filter(({ role }) => role === 'user').map(({ parentId }) => parentId);
}

test('questions of an older archive follow the newest answer to the one before, each in its own conversation', async () => {
  const rows = [question('q1'), answer('a1', 'q1'), question('x1', undefined, 'other'), answer('a1b', 'q1'), question('q2'), question('q3')];
  expect(await parentsOf(...rows)).toEqual([null, null, 'a1b', null]);
});

test('what an archive says of branches stays as it is', async () => {
  expect(await parentsOf(question('q1', null), answer('a1', 'q1'), question('edited', null), answer('b1', 'edited'), question('q2', 'a1'))).toEqual([null, null, 'a1']);
});
