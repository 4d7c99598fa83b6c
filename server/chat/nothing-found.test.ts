import { afterAll, beforeEach, expect, test } from 'vitest';
import { answers } from '../testing/fake-openai-behaviours.ts';
import { answerOf, fromHandbook, knowledgeBaseId, passage, startTurnServer } from '../testing/turn-server.ts';

const server = await startTurnServer();
afterAll(() => server[Symbol.asyncDispose]());
const [row] = await server.database.client.knowledgeBase.findMany();
await server.database.write((transaction) => transaction.knowledgeBase.create({ data: { ...row!, id: 'kb-2', name: 'Second' } }));
beforeEach(() => {
  server.found.hits = [];
  server.fake.calls.length = 0;
  server.fake.chat = answers('I believe it is blue.');
});

const asked = { ...fromHandbook, text: 'What colour is the door?' };
const decide = (id: string, data: { whenNothingFound?: string; refusalText?: string }) =>
  server.database.write((transaction) => transaction.knowledgeBase.update({ where: { id }, data }));
async function ask(request: object) {
  const { id } = await server.beginConversation();
  return answerOf(await server.askQuestion(id, request));
}

test('a strict knowledge base refuses in its own words, without a model', async () => {
  await decide(knowledgeBaseId, { refusalText: 'Ask the front desk.' });
  expect(await ask(asked)).toMatchObject({ status: 'refused', text: 'Ask the front desk.' });
  const both = await ask({ ...asked, knowledgeBaseIds: [knowledgeBaseId, 'kb-2'] });
  expect(both).toMatchObject({ status: 'refused', text: 'The documents do not say.' });
  expect(server.fake.calls).toEqual([]);
});

test('an open one lets the model say what it knows, and the answer is marked', async () => {
  await decide(knowledgeBaseId, { whenNothingFound: 'own-knowledge' });
  const answer = await ask(asked);
  expect(answer).toMatchObject({ status: 'complete', text: 'I believe it is blue.', isOwnKnowledge: true, sources: [] });
  expect(server.fake.calls).toHaveLength(1);
  expect(server.lastPrompt()).toMatch(/^The documents hold nothing about the question\.[\s\S]+What colour is the door\?$/);
});

test('with several knowledge bases all must be open', async () => {
  const both = { ...asked, knowledgeBaseIds: [knowledgeBaseId, 'kb-2'] };
  expect(await ask(both)).toMatchObject({ status: 'refused' });
  await decide('kb-2', { whenNothingFound: 'own-knowledge' });
  expect(await ask(both)).toMatchObject({ status: 'complete', isOwnKnowledge: true });
});

test('where the documents do tell, they are answered from, and nothing is marked', async () => {
  server.found.hits = [passage('The door is green.')];
  server.fake.chat = answers('The door is green [1].');
  const answer = await ask(asked);
  expect(answer).toMatchObject({ status: 'complete', text: 'The door is green [1].' });
  expect(answer.isOwnKnowledge).toBeUndefined();
});

test('a model that only quotes has no knowledge of its own', async () => {
  expect(await ask({ ...asked, model: 'extractive' })).toMatchObject({ status: 'refused' });
});
