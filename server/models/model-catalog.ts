import type { Model, ModelKind } from '#contracts/model';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { ChatModel } from './chat-model.ts';
import { builtInChatModels } from './chat-models/index.ts';
import { openAiCompatibleChat } from './chat-models/openai-compatible.ts';
import type { EmbeddingModel } from './embedding-model.ts';
import { builtInEmbeddingModels } from './embedding-models/index.ts';
import { openAiCompatibleEmbedding } from './embedding-models/openai-compatible.ts';
import type { Endpoint } from './openai/endpoint.ts';
import { findProvider, listProviders, type StoredProvider } from './provider.repository.ts';

/** Models of one kind by id: `extractive`, or `<provider id>/<model name>`. */
export type ModelSource<Plug> = {
  /** @throws AppError not_found, with the known ids */
  get(id: string): Promise<Plug>;
};

export type ModelCatalog = { chatModels: ModelSource<ChatModel>; embeddingModels: ModelSource<EmbeddingModel> };

export const modelIdOf = (providerId: string, model: string) => `${providerId}/${model}`;

export function endpointOf(provider: StoredProvider, secrets: Secrets): Endpoint {
  return { name: provider.name, baseUrl: provider.baseUrl, apiKey: provider.sealedApiKey && secrets.unseal(provider.sealedApiKey) };
}

type Kind<Plug> = {
  kind: ModelKind;
  builtIn: readonly Plug[];
  namesOf(provider: StoredProvider): readonly string[];
  connect(endpoint: Endpoint, id: string, model: string): Plug;
};

/** Keeps what a model has learnt of its endpoint (dimensions, accepted batch) until the provider is changed. */
function createModelSource<Plug extends { id: string }>(
  context: { database: Database; secrets: Secrets },
  kind: Kind<Plug>,
): ModelSource<Plug> {
  const connected = new Map<string, { updatedAt: string; model: Plug }>();
  return {
    async get(id) {
      const builtIn = kind.builtIn.find((model) => model.id === id);
      if (builtIn) return builtIn;
      const [providerId = ''] = id.split('/', 1);
      const name = id.slice(providerId.length + 1);
      const provider = await findProvider(context.database, providerId);
      if (!provider || !kind.namesOf(provider).includes(name)) {
        const known = [
          ...kind.builtIn.map((model) => model.id),
          ...(await listProviders(context.database)).flatMap((each) => idsOf(each, kind.namesOf(each))),
        ];
        throw new AppError('not_found', `No ${kind.kind} model named "${id}"`, {
          known,
          hint: 'Choose another model, or add it in Settings > Models.',
        });
      }
      const before = connected.get(id);
      if (before?.updatedAt === provider.updatedAt) return before.model;
      const model = kind.connect(endpointOf(provider, context.secrets), id, name);
      connected.set(id, { updatedAt: provider.updatedAt, model });
      return model;
    },
  };
}

const idsOf = (provider: StoredProvider, names: readonly string[]) => names.map((name) => modelIdOf(provider.id, name));

export function createModelCatalog(context: { database: Database; secrets: Secrets }): ModelCatalog {
  return {
    chatModels: createModelSource(context, {
      kind: 'chat',
      builtIn: builtInChatModels,
      namesOf: (provider) => provider.chatModels,
      connect: openAiCompatibleChat,
    }),
    embeddingModels: createModelSource(context, {
      kind: 'embedding',
      builtIn: builtInEmbeddingModels,
      namesOf: (provider) => provider.embeddingModels,
      connect: openAiCompatibleEmbedding,
    }),
  };
}

function remoteModel(provider: StoredProvider, kind: ModelKind, name: string): Omit<Model, 'isDefault'> {
  return {
    id: modelIdOf(provider.id, name),
    kind,
    label: `${name} (${provider.name})`,
    providerId: provider.id,
    builtIn: false,
    converses: kind === 'chat',
  };
}

/** Every model there is, built-in ones first. @param defaults ids that the settings name */
export async function listModels(database: Database, defaults: ReadonlySet<string>): Promise<Model[]> {
  const remote = (await listProviders(database)).flatMap((provider) => [
    ...provider.chatModels.map((name) => remoteModel(provider, 'chat', name)),
    ...provider.embeddingModels.map((name) => remoteModel(provider, 'embedding', name)),
  ]);
  const models: Omit<Model, 'isDefault'>[] = [
    ...builtInChatModels.map(({ id, label, converses }) => ({ id, kind: 'chat' as const, label, builtIn: true, converses })),
    ...builtInEmbeddingModels.map(({ id, label }) => ({ id, kind: 'embedding' as const, label, builtIn: true, converses: false })),
    ...remote,
  ];
  return models.map((model) => ({ ...model, isDefault: defaults.has(model.id) }));
}
