import { afterAll, beforeAll, expect, test } from 'vitest';
import { branchThrough } from '#contracts/branch';
import type { ConversationDetail } from '#contracts/conversation';
import type { ErrorBody } from '#contracts/error';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { answerOf, startTurnServer, type TurnServer } from '../testing/turn-server.ts';

let server: TurnServer;
beforeAll(async () => {
  server = await startTurnServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const detailOf = async (id: string) => (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body;
const shownOf = async (id: string) => {
  const { messages, shownMessageId } = await detailOf(id);
  return branchThrough(messages, shownMessageId).map(({ text }) => text);
};
async function asked(id: string, text: string, reply: string, more = {}) {
  server.fake.chat = fakes.answers(reply);
  return answerOf(await server.askQuestion(id, { text, ...more }));
}

test('a question edited at an earlier place begins a branch, which never hears of the other', async () => {
  const { id } = await server.beginConversation();
  const first = await asked(id, 'One', 'Answer one.');
  const second = await asked(id, 'Two', 'Answer two.');
  await asked(id, 'Edited', 'Answer edited.', { parentId: first.id });
  expect(server.lastPrompt()).toMatch(/One\n---\nAnswer one\.\n---\nEdited$/);
  await asked(id, 'Further', 'Answer further.');
  expect(server.lastPrompt()).toMatch(/Answer one\.\n---\nEdited\n---\nAnswer edited\.\n---\nFurther$/);

  await server.ask('PATCH', `/api/conversations/${id}`, { shownMessageId: second.id });
  expect(await shownOf(id)).toEqual(['One', 'Answer one.', 'Two', 'Answer two.']);
  await asked(id, 'After two', 'Answer after two.');
  expect(server.lastPrompt()).not.toContain('Edited');
  expect(await shownOf(id)).toEqual(['One', 'Answer one.', 'Two', 'Answer two.', 'After two', 'Answer after two.']);
});

test('the first question can be edited too, and a question follows the version of the answer that was read', async () => {
  const { id } = await server.beginConversation();
  const first = await asked(id, 'One', 'Version one.');
  await asked(id, 'One', 'Version two.', { regenerateQuestionId: first.questionId });
  await asked(id, 'Next', 'Well.', { parentId: first.id });
  expect(server.lastPrompt()).toContain('Version one.');
  expect(server.lastPrompt()).not.toContain('Version two.');
  await asked(id, 'One, edited', 'New.', { parentId: '' });
  expect(server.lastPrompt()).not.toContain('Version');
  expect(await shownOf(id)).toEqual(['One, edited', 'New.']);
  expect((await detailOf(id)).messages).toHaveLength(7);
});

test('answering again in the middle is a branch of its own', async () => {
  const { id } = await server.beginConversation();
  const first = await asked(id, 'One', 'First.');
  await asked(id, 'Two', 'Second.');
  await asked(id, 'One', 'Other.', { regenerateQuestionId: first.questionId });
  expect(await shownOf(id)).toEqual(['One', 'Other.']);
  await asked(id, 'Three', 'Third.');
  expect(server.lastPrompt()).toMatch(/One\n---\nOther\.\n---\nThree$/);
});

test.each([
  ['an answer of nowhere', { parentId: 'nope' }, 404, 'parentId'],
  ['an id for a question that has one', { regenerateQuestionId: 'q', questionId: crypto.randomUUID() }, 400, 'questionId'],
])('%s is refused', async (_what, request, status, field) => {
  const { id } = await server.beginConversation();
  const { body, status: answered } = await server.ask<ErrorBody>('POST', `/api/conversations/${id}/turns`, { text: 'Hi', ...request });
  expect([answered, body.error.details.field]).toEqual([status, field]);
});

test('a question that is sent again is asked once, and its turn is followed', async () => {
  const { id } = await server.beginConversation();
  const questionId = crypto.randomUUID();
  const first = await asked(id, 'Once', 'Only once.', { questionId });
  const again = await asked(id, 'Once', 'Twice.', { questionId });
  expect(again).toEqual(first);
  expect(first.questionId).toBe(questionId);
  expect((await detailOf(id)).messages).toHaveLength(2);
  for (const [conversation, text] of [[id, 'Other text'], [(await server.beginConversation()).id, 'Once']]) {
    expect((await server.ask('POST', `/api/conversations/${conversation}/turns`, { text, questionId })).status).toBe(409);
  }
});
