import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import { CreateProvider, Model, Provider, type TestModelResult, type TestProviderResult } from '#contracts/model';
import { listOf } from '#contracts/pagination';
import { ProviderPreset } from '#contracts/provider-options';
import type { Database } from '../platform/database.ts';
import { localAdministrator } from '../platform/principal.ts';
import * as fakes from '../testing/fake-openai-behaviours.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../testing/fake-openai.ts';
import { serveRoutes, type ServedRoutes } from '../testing/serve-routes.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestModels } from '../testing/test-models.ts';
import { modelRoutes } from './model.routes.ts';

let database: Database;
let catalog: Awaited<ReturnType<typeof openTestModels>>;
let server: ServedRoutes;
let fake: FakeOpenAi;

beforeEach(async () => {
  database = await openTestDatabase();
  catalog = await openTestModels(database);
  server = await serveRoutes(modelRoutes(catalog));
  fake = await startFakeOpenAi();
});
afterEach(async () => {
  await Promise.all([server, database, fake].map((each) => each[Symbol.asyncDispose]()));
});

async function addProvider(change: object = {}): Promise<Provider> {
  const { status, body } = await server.ask<Provider>('POST', '/api/providers', {
    name: 'Fake',
    baseUrl: fake.baseUrl,
    apiKey: 'sk-secret-1',
    chatModels: ['fake-chat'],
    embeddingModels: ['org/fake-embedding'],
    ...change,
  });
  expect(status).toBe(201);
  return Provider.parse(body);
}

const useInKnowledgeBase = (embeddingModel: string) =>
  database.write((transaction) =>
    transaction.knowledgeBase.create({
      data: {
        id: 'kb',
        ownerId: localAdministrator.userId,
        name: 'Handbooks',
        chunkSize: 400,
        chunkOverlap: 60,
        embeddingModel,
        vectorStore: 'usearch',
      },
    }),
  );

test('a configured endpoint appears with its models, and never with its key', async () => {
  const provider = await addProvider();
  expect(provider.hasApiKey).toBe(true);
  const { body } = await server.ask('GET', '/api/models');
  const remote = listOf(Model)
    .parse(body)
    .items.filter((model) => !model.builtIn);
  expect(remote.map(({ id, kind, label }) => ({ id, kind, label }))).toEqual([
    { id: `${provider.id}/fake-chat`, kind: 'chat', label: 'fake-chat (Fake)' },
    { id: `${provider.id}/org/fake-embedding`, kind: 'embedding', label: 'org/fake-embedding (Fake)' },
  ]);
  const everything = JSON.stringify([
    provider,
    (await server.ask('GET', '/api/providers')).body,
    await database.client.provider.findMany(),
  ]);
  expect(everything).not.toContain('sk-secret-1');
});

test('a configured model is asked with its key, also when its name has a slash', async () => {
  const provider = await addProvider();
  const model = await catalog.embeddingModels.get(`${provider.id}/org/fake-embedding`);
  await model.embedQuery('hello', new AbortController().signal);
  expect(fake.calls[0]).toMatchObject({ authorization: 'Bearer sk-secret-1', body: { model: 'org/fake-embedding' } });
});

test('an unknown model is an error that names the known ones', async () => {
  const provider = await addProvider();
  await expect(catalog.chatModels.get('gpt-9')).rejects.toMatchObject({
    code: 'not_found',
    message: 'No chat model named "gpt-9"',
    details: { known: expect.arrayContaining([`${provider.id}/fake-chat`]) },
  });
});

test('a changed provider is used as changed', async () => {
  const provider = await addProvider();
  const id = `${provider.id}/fake-chat`;
  const before = await catalog.chatModels.get(id);
  expect(await catalog.chatModels.get(id)).toBe(before);
  await server.ask('PATCH', `/api/providers/${provider.id}`, { name: 'Renamed' });
  expect((await catalog.chatModels.get(id)).label).toBe('fake-chat (Renamed)');
});

test('a key is kept when left out, and removed when empty', async () => {
  const { id } = await addProvider();
  const change = async (fields: object) => (await server.ask<Provider>('PATCH', `/api/providers/${id}`, fields)).body.hasApiKey;
  expect([await change({ name: 'Other' }), await change({ apiKey: '' })]).toEqual([true, false]);
});

test('a stored key never follows an endpoint to another host', async () => {
  const { id } = await addProvider();
  const moved = await server.ask<ErrorBody>('PATCH', `/api/providers/${id}`, { baseUrl: 'http://elsewhere.invalid/v1' });
  expect(moved).toMatchObject({ status: 400, body: { error: { details: { field: 'apiKey' } } } });
  const other = await startFakeOpenAi();
  await server.ask('POST', '/api/providers/test', { providerId: id, baseUrl: other.baseUrl });
  expect(other.calls[0]!.authorization).toBeUndefined();
  await other[Symbol.asyncDispose]();
});

test('an endpoint that makes the vectors of a knowledge base stays, and the refusal names it', async () => {
  const { id } = await addProvider();
  await useInKnowledgeBase(`${id}/org/fake-embedding`);
  const removal = await server.ask<ErrorBody>('DELETE', `/api/providers/${id}`);
  expect(removal).toMatchObject({ status: 409, body: { error: { message: '"Fake" makes the vectors of: Handbooks' } } });
  expect((await server.ask('PATCH', `/api/providers/${id}`, { embeddingModels: [] })).status).toBe(409);
});

test('an endpoint that nothing needs is removed', async () => {
  const { id } = await addProvider();
  expect((await server.ask('DELETE', `/api/providers/${id}`)).status).toBe(204);
  expect((await server.ask('DELETE', `/api/providers/${id}`)).status).toBe(404);
});

test('two endpoints cannot share a name', async () => {
  await addProvider();
  const again = await server.ask<ErrorBody>('POST', '/api/providers', { name: 'Fake', baseUrl: fake.baseUrl });
  expect(again).toMatchObject({ status: 409, body: { error: { details: { field: 'name' } } } });
});

test.each([
  ['its models', {}, { ok: true, models: ['fake-chat', 'fake-embedding'] }],
  ['a word of a chat model', { model: 'fake-chat' }, { ok: true, message: 'fake-chat answers' }],
  [
    'a vector of an embedding model',
    { model: 'fake-embedding', kind: 'embedding' },
    { ok: true, message: 'fake-embedding gives vectors of 8 numbers' },
  ],
])('testing a connection asks for %s', async (_what, request, result) => {
  const { body } = await server.ask<TestProviderResult>('POST', '/api/providers/test', { baseUrl: fake.baseUrl, ...request });
  expect(body).toMatchObject(result);
});

test('a connection that does not work is told with what helps', async () => {
  fake.models = fakes.refuses(401);
  const wrongKey = await server.ask('POST', '/api/providers/test', { baseUrl: fake.baseUrl });
  expect(wrongKey).toMatchObject({ status: 200, body: { ok: false, hint: 'Check the API key.' } });
  const { baseUrl } = fake;
  await fake[Symbol.asyncDispose]();
  fake = await startFakeOpenAi();
  const nobody = await server.ask<TestProviderResult>('POST', '/api/providers/test', { baseUrl });
  expect(nobody.body).toMatchObject({ ok: false, hint: 'Is the model server running, and is the port right?' });
});

test.each([
  [{ name: 'X', baseUrl: 'ftp://example.org' }, 'baseUrl'],
  [{ name: 'X', baseUrl: 'http://user:pass@example.org/v1' }, 'baseUrl'],
  [{ name: '', baseUrl: 'http://example.org/v1' }, 'name'],
  [{ name: 'X', baseUrl: 'http://example.org/v1', extra: 1 }, 'extra'],
])('%j is refused, naming the field %s', async (input, field) => {
  const { status, body } = await server.ask<ErrorBody>('POST', '/api/providers', input);
  expect([status, body.error.details.field]).toEqual([400, field]);
});

test('every model tells the parameters it takes as JSON Schema', async () => {
  const { id } = await addProvider({ protocol: 'anthropic', embeddingModels: [] });
  const { items } = (await server.ask<{ items: Model[] }>('GET', '/api/models')).body;
  const parameters = items.find((model) => model.id === `${id}/fake-chat`)!.parameters as { properties: Record<string, object> };
  expect(Object.keys(parameters.properties)).toEqual(['temperature', 'maxTokens', 'topP', 'topK', 'stop']);
  expect(parameters.properties.temperature).toMatchObject({ minimum: 0, maximum: 1 });
  expect(items.find((model) => model.id === 'extractive')).toMatchObject({ callsTools: false, parameters: { properties: { temperature: {} } } });
});

test('every vendor that is known makes a provider', async () => {
  const { items } = listOf(ProviderPreset).parse((await server.ask('GET', '/api/provider-presets')).body);
  expect(items.length).toBeGreaterThanOrEqual(19);
  for (const { name, protocol, baseUrl, options } of items) {
    expect(CreateProvider.safeParse({ name, protocol, options, baseUrl: baseUrl.replace('<resource>', 'mine') }).error, name).toBeUndefined();
  }
});

test('a model that is set up is asked one question', async () => {
  const { id } = await addProvider();
  const ask = async (model: string) => (await server.ask<TestModelResult>('POST', '/api/models/test', { model })).body;
  expect(await ask(`${id}/fake-chat`)).toMatchObject({ ok: true, message: 'Hello.' });
  expect(await ask(`${id}/org/fake-embedding`)).toMatchObject({ ok: true, message: 'org/fake-embedding (Fake) gives vectors of 8 numbers' });
  fake.chat = fakes.refuses(401);
  expect(await ask(`${id}/fake-chat`)).toMatchObject({ ok: false, hint: 'Check the API key.' });
  expect((await server.ask('POST', '/api/models/test', { model: 'none' })).status).toBe(404);
});

test('a key of one’s own is entered, told and removed, and never given back', async () => {
  const { id } = await addProvider();
  const entered = await server.ask<Provider>('PUT', `/api/providers/${id}/key`, { apiKey: 'sk-own-1' });
  expect(entered).toMatchObject({ status: 200, body: { hasPersonalKey: true } });
  const listed = await server.ask<{ items: Provider[] }>('GET', '/api/providers');
  expect(listed.body.items[0]!.hasPersonalKey).toBe(true);
  expect(JSON.stringify([entered.body, listed.body])).not.toContain('sk-own-1');
  expect((await server.ask<Provider>('DELETE', `/api/providers/${id}/key`)).body.hasPersonalKey).toBe(false);
  expect((await server.ask('PUT', '/api/providers/none/key', { apiKey: 'x' })).status).toBe(404);
});
