import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorBody } from '#contracts/error';
import { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { serveRoutes, type ServedRoutes } from '../testing/serve-routes.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestModels } from '../testing/test-models.ts';
import { settingRoutes } from './setting.routes.ts';

let database: Database;
let server: ServedRoutes;
beforeEach(async () => {
  database = await openTestDatabase();
  server = await serveRoutes(settingRoutes(await openTestModels(database)));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

test('settings begin with their defaults', async () => {
  expect((await server.ask('GET', '/api/settings')).body).toEqual(Settings.parse({}));
});

test('a change is kept, and changes nothing else', async () => {
  const { body } = await server.ask('PATCH', '/api/settings', { topK: 8, defaultPrompts: { llm: 'py' } });
  expect(body).toEqual(Settings.parse({ topK: 8, defaultPrompts: { llm: 'py' } }));
  expect((await server.ask('GET', '/api/settings')).body).toEqual(body);
});

test.each([
  [{ topK: 1000 }, 'topK'],
  [{ unknown: 1 }, 'unknown'],
  [{ defaultChatModel: 'no/such' }, 'defaultChatModel'],
  [{ topK: 9, defaultEmbeddingModel: 'nothing' }, 'defaultEmbeddingModel'],
])('%j is refused as a whole, naming the field %s', async (change, field) => {
  const { status, body } = await server.ask<ErrorBody>('PATCH', '/api/settings', change);
  expect([status, body.error.details.field]).toEqual([400, field]);
  expect((await server.ask('GET', '/api/settings')).body).toEqual(Settings.parse({}));
});

test('a stored value that is no longer valid gives way to the default', async () => {
  await database.write((transaction) => transaction.setting.create({ data: { key: 'topK', value: '1000' } }));
  expect((await server.ask('GET', '/api/settings')).body).toEqual(Settings.parse({}));
});
