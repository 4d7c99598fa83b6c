import { afterAll, expect, test } from 'vitest';
import type { Conversation } from '#contracts/conversation';
import type { AssistantMessage } from '#contracts/message';
import { startTestServer } from '../testing/test-server.ts';
import { routeKnowledgeBases } from './route-knowledge-bases.ts';

const candidates = [
  { id: 'de', name: 'Staff handbook Germany', description: 'Leave, pay and sickness of employees in Germany' },
  { id: 'fr', name: 'Staff handbook France', description: 'Leave, pay and sickness of employees in France' },
  { id: 'oven', name: '烤箱说明书', description: '烤箱的使用和保养' },
];
const route = async (question: string, scores: Record<string, number>) =>
  (await routeKnowledgeBases(question, candidates, 0.5, async ({ id }) => scores[id]!)).map(({ id }) => id);

test('among those that hold much the same, the description chooses', async () => {
  expect(await route('How long is sick leave in France?', { de: 0.8, fr: 0.8, oven: 0.1 })).toEqual(['fr']);
  expect(await route('How long is sick leave?', { de: 0.8, fr: 0.8, oven: 0.1 })).toEqual(['de', 'fr']);
});

test('what holds the best passage is never left out, whatever it is called', async () => {
  expect(await route('Who cleans the oven in France?', { de: 0.2, fr: 0.6, oven: 0.9 })).toEqual(['oven']);
  expect(await route('Sick leave in France?', { de: 0.9, fr: 0.8, oven: 0.1 })).toEqual(['de', 'fr']);
});

test('where nothing is found surely, all are searched', async () => {
  expect(await route('Sick leave in France?', { de: 0.4, fr: 0.45, oven: 0.1 })).toEqual(['de', 'fr', 'oven']);
});

const ids: Record<string, string> = {};
const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const documents = {
  Garden: 'The roses are watered every Tuesday.\n\nThe hedge is cut in March by Mr. Finch.',
  差旅制度: '出差住宿标准为每晚 350 元。\n\n火车票须在七天内报销。',
  Kettle: 'The kettle holds 1.7 litres.\n\nThe warranty of the kettle is two years.',
};
await Promise.all(
  Object.entries(documents).map(async ([name, text]) => {
    const { id } = await server.createKnowledgeBase({ name, description: `About ${name}` });
    ids[name] = id;
    await server.ingest(id, `${name}.md`, text);
  }),
);

async function ask(text: string, options: object = {}): Promise<AssistantMessage> {
  const { id } = (await server.ask<Conversation>('POST', '/api/conversations', {})).body;
  const request = { mode: 'knowledge-base', routeKnowledgeBases: true, stream: false, text, ...options };
  return (await server.ask<AssistantMessage>('POST', `/api/conversations/${id}/turns`, request)).body;
}

test.each([
  ['How long is the warranty of the kettle?', 'Kettle', 'two years'],
  ['出差住宿标准是多少？', '差旅制度', '350'],
  ['Who cuts the hedge?', 'Garden', 'Finch'],
])('%s is asked of %s alone, and answered', async (question, name, answer) => {
  const { routedTo, text, sources } = await ask(question);
  expect(routedTo?.map((each) => each.name)).toEqual([name]);
  expect(text).toContain(answer);
  expect(sources[0]!.knowledgeBaseId).toBe(ids[name]);
});

test('among named knowledge bases only those are chosen from, and what nothing holds is refused', async () => {
  const named = { knowledgeBaseIds: [ids.Garden, ids.Kettle] };
  expect((await ask('出差住宿标准是多少？', named)).routedTo?.map(({ name }) => name)).toEqual(['Garden', 'Kettle']);
  expect(await ask('Who won the chess tournament in Reykjavik?')).toMatchObject({ status: 'refused' });
});
