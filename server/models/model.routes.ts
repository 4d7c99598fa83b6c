import {
  CreateProvider,
  Model,
  PersonalKey,
  Provider,
  TestModel,
  TestModelResult,
  TestProvider,
  TestProviderResult,
  UpdateProvider,
} from '#contracts/model';
import { listOf } from '#contracts/pagination';
import { ProviderPreset } from '#contracts/provider-options';
import { IdParams, route, type Route } from '../platform/http.ts';
import { listModels } from './list-models.ts';
import type { CatalogContext, ModelCatalog } from './model-catalog.ts';
import { removePersonalKey, setPersonalKey } from './personal-key.service.ts';
import { providerPresets } from './provider-presets.ts';
import { createProvider, listPresentedProviders, removeProvider, updateProvider } from './provider.service.ts';
import { testConnection } from './test-connection.ts';
import { testModel } from './test-model.ts';

type Context = CatalogContext & ModelCatalog;

const listing = <Item>(items: readonly Item[]) => ({ items, total: items.length });

async function listWithDefaults({ database, settings }: Context) {
  const { defaultChatModel, defaultAnswerModel, defaultEmbeddingModel } = await settings.get();
  return listing(await listModels(database, new Set([defaultChatModel, defaultAnswerModel, defaultEmbeddingModel])));
}

function personalKeyRoutes(context: Context): Route[] {
  return [
    route({
      method: 'put',
      path: '/api/providers/:id/key',
      summary: 'Enter a key of your own, which is used for you in place of the shared one',
      params: IdParams,
      body: PersonalKey,
      responds: Provider,
      handle: ({ principal, params, body }) => setPersonalKey(context, principal, params.id, body.apiKey),
    }),
    route({
      method: 'delete',
      path: '/api/providers/:id/key',
      summary: 'Remove your own key, so that the shared one is used again',
      params: IdParams,
      responds: Provider,
      handle: ({ principal, params }) => removePersonalKey(context, principal, params.id),
    }),
  ];
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
      method: 'post',
      path: '/api/models/test',
      summary: 'Ask a model one short question, or a reranker which of two passages answers one',
      body: TestModel,
      responds: TestModelResult,
      handle: ({ principal, body, signal }) => testModel(context, principal, body, signal),
    }),
    route({
      method: 'get',
      path: '/api/provider-presets',
      summary: 'List the vendors whose addresses and limits are known',
      responds: listOf(ProviderPreset),
      handle: () => listing(providerPresets),
    }),
    route({
      method: 'get',
      path: '/api/providers',
      summary: 'List the configured endpoints',
      responds: listOf(Provider),
      handle: async ({ principal }) => listing(await listPresentedProviders(context, principal)),
    }),
    route({
      method: 'post',
      path: '/api/providers',
      summary: 'Configure an endpoint of models',
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
      handle: ({ principal, body, signal }) => testConnection(context, principal, body, signal),
    }),
    route({
      method: 'patch',
      path: '/api/providers/:id',
      summary: 'Change an endpoint',
      params: IdParams,
      body: UpdateProvider,
      responds: Provider,
      handle: ({ principal, params, body }) => updateProvider(context, principal, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/providers/:id',
      summary: 'Remove an endpoint that no knowledge base needs',
      params: IdParams,
      status: 204,
      handle: ({ params }) => removeProvider(context, params.id),
    }),
    ...personalKeyRoutes(context),
  ];
}
