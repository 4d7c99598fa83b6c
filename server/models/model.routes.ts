import { CreateProvider, Model, Provider, TestProvider, TestProviderResult, UpdateProvider } from '#contracts/model';
import { listOf } from '#contracts/pagination';
import type { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { IdParams, route, type Route } from '../platform/http.ts';
import type { Secrets } from '../platform/secrets.ts';
import { listModels } from './model-catalog.ts';
import { listProviders } from './provider.repository.ts';
import { createProvider, presentProvider, removeProvider, updateProvider } from './provider.service.ts';
import { testConnection } from './test-connection.ts';

type Context = { database: Database; secrets: Secrets; settings: { get(): Promise<Settings> } };

const listing = <Item>(items: Item[]) => ({ items, total: items.length });

async function listWithDefaults({ database, settings }: Context) {
  const { defaultChatModel, defaultAnswerModel, defaultEmbeddingModel } = await settings.get();
  return listing(await listModels(database, new Set([defaultChatModel, defaultAnswerModel, defaultEmbeddingModel])));
}

export function modelRoutes(context: Context): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/models',
      summary: 'List every model, built-in and configured',
      responds: listOf(Model),
      handle: () => listWithDefaults(context),
    }),
    route({
      method: 'get',
      path: '/api/providers',
      summary: 'List the configured endpoints',
      responds: listOf(Provider),
      handle: async () => listing((await listProviders(context.database)).map(presentProvider)),
    }),
    route({
      method: 'post',
      path: '/api/providers',
      summary: 'Configure an OpenAI-compatible endpoint',
      body: CreateProvider,
      status: 201,
      responds: Provider,
      handle: ({ body }) => createProvider(context, body),
    }),
    route({
      method: 'post',
      path: '/api/providers/test',
      summary: 'Say whether an endpoint works, and if not, what is wrong',
      body: TestProvider,
      responds: TestProviderResult,
      handle: ({ body, signal }) => testConnection(context, body, signal),
    }),
    route({
      method: 'patch',
      path: '/api/providers/:id',
      summary: 'Change an endpoint',
      params: IdParams,
      body: UpdateProvider,
      responds: Provider,
      handle: ({ params, body }) => updateProvider(context, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/providers/:id',
      summary: 'Remove an endpoint that no knowledge base needs',
      params: IdParams,
      status: 204,
      handle: ({ params }) => removeProvider(context, params.id),
    }),
  ];
}
