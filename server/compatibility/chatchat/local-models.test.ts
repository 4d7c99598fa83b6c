import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalModel, LocalModelOptions } from '#contracts/local-model';
import { Settings } from '#contracts/setting';
import type { AppContext } from '../../context.ts';
import type { Database } from '../../platform/database.ts';
import { serveRoutes, type ServedRoutes } from '../../testing/serve-routes.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { llmModelRoutes } from './llm-model.routes.ts';
import { switchedRoutes } from './switched-routes.ts';

const options = LocalModelOptions.parse({});
const states = new Map<string, LocalModel['state']>([
  ['small', 'loaded'],
  ['large', 'stopped'],
]);
const present = (name: string): LocalModel => ({
  ...{ id: name, modelId: `local/${name}`, name, kind: 'chat', format: 'gguf', path: `/models/${name}.gguf`, sizeBytes: 9 },
  ...{ isInModelsFolder: true, options, state: states.get(name)!, queued: 0 },
});
/** Runs nothing; remembers what should run. */
const localModels = {
  list: async () => [...states.keys()].map(present),
  stop: async (id: string) => void states.set(id, 'stopped'),
  load: async (id: string) => void states.set(id, 'loaded'),
};

let database: Database;
let server: ServedRoutes;
beforeAll(async () => {
  database = await openTestDatabase();
  for (const name of states.keys()) {
    const data = { id: name, name, kind: 'chat', path: `/models/${name}.gguf`, options: '{}' };
    await database.write((transaction) => transaction.localModel.create({ data }));
  }
  const context = { database, localModels, settings: { get: async () => Settings.parse({ chatchatApi: true }) } } as unknown as AppContext;
  server = await serveRoutes(switchedRoutes(context, llmModelRoutes(context)));
});
afterAll(() => Promise.all([server, database].map((each) => each[Symbol.asyncDispose]())));

const ask = async (path: string, body: object = {}) => (await server.ask<{ code: number; data: Record<string, Record<string, unknown>> }>('POST', `/llm_model/${path}`, body)).body;
const running = async () => Object.keys((await ask('list_running_models')).data);

test('models of this machine run while they are loaded, and are listed apart from those of providers', async () => {
  expect(await running()).toEqual(['small', 'extractive']);
  expect((await ask('list_config_models')).data).toMatchObject({ local: { small: { model_path_exists: true, state: 'loaded' }, large: { state: 'stopped' } }, online: { extractive: {} } });
});

test('one is changed for another, and stopped', async () => {
  expect((await ask('change', { model_name: 'large', new_model_name: 'small' })).code).toBe(500);
  expect((await ask('change', { model_name: 'small', new_model_name: 'large' })).code).toBe(200);
  expect(await running()).toEqual(['large', 'extractive']);
  expect((await ask('stop', { model_name: 'large' })).code).toBe(200);
  expect(await running()).toEqual(['extractive']);
  expect((await ask('stop', { model_name: 'large' })).code).toBe(500);
  expect((await ask('stop', { model_name: 'unknown' })).code).toBe(404);
});
