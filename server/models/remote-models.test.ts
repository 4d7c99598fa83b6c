import { afterEach, beforeEach, expect, test } from 'vitest';
import { CreateProvider, type Provider } from '#contracts/model';
import { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { localAdministrator, type Principal } from '../platform/principal.ts';
import type { Secrets } from '../platform/secrets.ts';
import { collect } from '../testing/collect.ts';
import { sendsJson, startFakeEndpoint, type FakeEndpoint } from '../testing/fake-endpoint.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestSecrets } from '../testing/test-secrets.ts';
import type { ChatModel } from './chat-model.ts';
import { removePersonalKey, setPersonalKey } from './personal-key.service.ts';
import { createProvider, updateProvider } from './provider.service.ts';
import { createProxies } from './proxies.ts';
import { remoteModels } from './remote-models.ts';

let database: Database;
let secrets: Secrets;
let context: Parameters<typeof remoteModels>[0];
let models: ReturnType<typeof remoteModels>;
let fake: FakeEndpoint;
const other = { userId: 'other' };
const never = new AbortController().signal;
const request = { messages: [{ role: 'user' as const, content: 'Hi' }], question: 'Hi', passages: [], temperature: 0, maxTokens: 9 };

beforeEach(async () => {
  database = await openTestDatabase();
  secrets = await openTestSecrets();
  await database.write((transaction) => transaction.user.create({ data: { id: other.userId, name: 'Other' } }));
  context = { database, secrets, proxies: createProxies(), settings: { get: async () => Settings.parse({}) } };
  models = remoteModels(context);
  fake = await startFakeEndpoint();
  fake.answers = [sendsJson({ choices: [{ message: { content: 'Hello.' } }] })];
});
afterEach(async () => {
  await Promise.all([database, fake].map((each) => each[Symbol.asyncDispose]()));
});

const add = (change: object = {}): Promise<Provider> =>
  createProvider(context, CreateProvider.parse({ name: 'Fake', baseUrl: `${fake.url}/v1`, apiKey: 'shared-key', chatModels: ['m'], ...change }));

const get = async (id: string, principal?: Principal) => (await models.chat.find(id, principal))!;

const read = (model: ChatModel, signal = never) => collect(model.stream(request, signal));
const keysSent = () => fake.calls.map(({ headers }) => headers.authorization);

test('a person’s own key is used for that person alone, until it is removed', async () => {
  const { id } = await add();
  await setPersonalKey(context, localAdministrator, id, 'own-key');
  const ask = async (principal: typeof other | undefined) => read(await get(`${id}/m`, principal));
  await ask(localAdministrator);
  await ask(other);
  await ask(undefined);
  expect(await removePersonalKey(context, localAdministrator, id)).toMatchObject({ hasPersonalKey: false });
  await ask(localAdministrator);
  expect(keysSent()).toEqual(['Bearer own-key', 'Bearer shared-key', 'Bearer shared-key', 'Bearer shared-key']);
});

test('personal keys are sealed, and do not follow a provider to another host', async () => {
  const { id } = await add({ apiKey: undefined });
  expect(JSON.stringify(await setPersonalKey(context, other, id, 'own-key'))).not.toContain('own-key');
  expect(JSON.stringify(await database.client.personalKey.findMany())).not.toContain('own-key');
  await updateProvider(context, other, id, { baseUrl: fake.url.replace('127.0.0.1', 'localhost') });
  await read(await get(`${id}/m`, other));
  expect(keysSent()).toEqual([undefined]);
});

test.each([
  ['anthropic', 'https://api.anthropic.com'],
  ['openai', 'https://api.openai.com/v1'],
  ['openai', 'https://api.deepseek.com/v1'],
])('%s at %s without a key says where to enter one, before anything is sent', async (protocol, baseUrl) => {
  const { id } = await add({ name: 'Vendor', protocol, baseUrl, apiKey: undefined });
  await expect(read(await get(`${id}/m`, other))).rejects.toMatchObject({
    message: 'No API key for Vendor',
    hint: "Enter one in Settings > Models > Vendor: the installation's, or your own, which is used for you alone.",
  });
});

test('no more answers at a time than the provider allows, whoever asks; the others learn their place', async () => {
  const { id } = await add({ options: { concurrency: 2 } });
  const waiting: (() => void)[] = [];
  fake.answers = [
    async (response) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      await sendsJson({ choices: [{ message: { content: 'Hello.' } }] })(response);
    },
  ];
  await setPersonalKey(context, other, id, 'own-key');
  const [mine, theirs] = await Promise.all([get(`${id}/m`), get(`${id}/m`, other)]);
  const answers = [read(mine), read(theirs), read(mine)];
  await expect.poll(() => waiting.length).toBe(2);
  expect(fake.calls).toHaveLength(2);
  waiting[0]!();
  await expect.poll(() => waiting.length).toBe(3);
  for (const answer of waiting) answer();
  const events = await Promise.all(answers);
  expect(events.map((all) => all[0])).toEqual([{ type: 'text-delta', delta: 'Hello.' }, { type: 'text-delta', delta: 'Hello.' }, { type: 'place-in-queue', place: 1 }]);
});

test('what a model takes, reads and costs is what its provider says', async () => {
  const price = { promptPerMillion: 1, completionPerMillion: 2, currency: 'CNY' };
  const { id } = await add({ options: { prices: { m: price }, contextTokens: { m: 32_000 }, parameters: { topK: 'top_k' } } });
  const model = await get(`${id}/m`);
  expect(model).toMatchObject({ price, contextTokens: 32_000, callsTools: true });
  expect(Object.keys(model.parameters.shape)).toEqual(['temperature', 'maxTokens', 'topK']);
});

test('how much a model reads is asked again until its server can tell', async () => {
  const { id } = await add({ protocol: 'ollama', baseUrl: fake.url });
  fake.answers = [sendsJson({ error: 'starting' }, 503), sendsJson({ model_info: { 'qwen2.context_length': 4_096 } })];
  const contextTokens = async () => (await get(`${id}/m`)).contextTokens;
  expect([await contextTokens(), await contextTokens(), await contextTokens()]).toEqual([8_192, 4_096, 4_096]);
  expect(fake.calls).toHaveLength(2);
});

test('a protocol without embeddings is given no embedding models', async () => {
  await expect(add({ protocol: 'anthropic', embeddingModels: ['x'] })).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'embeddingModels' } });
});
