import { afterAll, expect, test } from 'vitest';
import type { Provider, TestModelResult } from '#contracts/model';
import { sendsJson, startFakeEndpoint } from '../testing/fake-endpoint.ts';
import { serveRoutes } from '../testing/serve-routes.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestModels } from '../testing/test-models.ts';
import { modelRoutes } from './model.routes.ts';

const database = await openTestDatabase();
const [server, fake] = await Promise.all([serveRoutes(modelRoutes(await openTestModels(database))), startFakeEndpoint()]);
afterAll(() => Promise.all([server, database, fake].map((each) => each[Symbol.asyncDispose]())));
const { id } = (await server.ask<Provider>('POST', '/api/providers', { name: 'Ranks', baseUrl: `${fake.url}/v1` })).body;

const relevances = (...scores: number[]) => sendsJson({ results: scores.map((relevance_score, index) => ({ index, relevance_score })) });
const testIt = (model = `${id}/bge-reranker`) => server.ask<TestModelResult>('POST', '/api/models/test', { model, kind: 'reranker' });

test('a reranker is asked which of two passages answers a question', async () => {
  fake.answers = [relevances(0.93, 0.02)];
  expect((await testIt()).body).toMatchObject({ ok: true, message: 'bge-reranker (Ranks) gives 0.93 to the passage that answers, 0.02 to another' });
  expect(fake.calls).toMatchObject([{ path: '/v1/rerank', body: { model: 'bge-reranker', query: expect.any(String), documents: [expect.any(String), expect.any(String)] } }]);
});

test.each([
  ['puts the wrong one first', relevances(0.1, 0.4), 'does not put a passage that answers before'],
  ['holds them all equal', relevances(0, 0), 'does not put a passage that answers before'],
  ['knows no reranking', sendsJson({ detail: 'Not Found' }, 404), '404'],
  ['answers something else', sendsJson({ choices: [] }), 'not with relevances'],
])('one that %s is told as not working', async (_what, answer, message) => {
  fake.answers = [answer];
  expect((await testIt()).body).toMatchObject({ ok: false, message: expect.stringContaining(message), hint: expect.stringMatching(/./) });
});

test('a reranker of no provider is not found', async () => {
  expect((await testIt('nobody/bge-reranker')).status).toBe(404);
});

test('it is asked with a key of one’s own, where there is one', async () => {
  fake.answers = [relevances(0.9, 0.1)];
  await server.ask('PUT', `/api/providers/${id}/key`, { apiKey: 'sk-my-own' });
  await testIt();
  await server.ask('DELETE', `/api/providers/${id}/key`);
  await testIt();
  expect(fake.calls.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-my-own', undefined]);
});
