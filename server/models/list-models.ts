import { z } from 'zod';
import type { Model, ModelKind } from '#contracts/model';
import type { Database } from '../platform/database.ts';
import type { ChatModel } from './chat-model.ts';
import { builtInChatModels } from './chat-models/index.ts';
import { builtInEmbeddingModels } from './embedding-models/index.ts';
import { localChatParameters } from './local/local-chat.ts';
import { listStoredModels, type StoredLocalModel } from './local/local-model.repository.ts';
import { localModelIdOf } from './local/local-model.service.ts';
import { protocols } from './protocols/index.ts';
import { listProviders, modelIdOf, type StoredProvider } from './provider.repository.ts';
import { namesFor, schemaOf } from './wire/parameters.ts';

type Listed = Omit<Model, 'isDefault'>;

function builtInChat({ id, label, converses, callsTools, parameters }: ChatModel): Listed {
  return { id, kind: 'chat', label, builtIn: true, converses, callsTools, parameters: z.toJSONSchema(parameters) };
}

function remoteModel(provider: StoredProvider, kind: ModelKind, name: string): Listed {
  const { parameterNames, parameterBounds, callsTools } = protocols.get(provider.protocol);
  const listed = {
    id: modelIdOf(provider.id, name),
    kind,
    label: `${name} (${provider.name})`,
    providerId: provider.id,
    protocol: provider.protocol,
    builtIn: false,
    price: provider.options.prices[name],
  };
  if (kind === 'embedding') return { ...listed, converses: false, callsTools: false };
  const parameters = z.toJSONSchema(schemaOf(namesFor(parameterNames, provider.options), parameterBounds));
  return { ...listed, converses: true, callsTools, parameters, contextTokens: provider.options.contextTokens[name] };
}

/** Rerankers are none that a conversation or a knowledge base could choose. */
function localModels({ name, kind, options }: StoredLocalModel): Listed[] {
  const listed = { id: localModelIdOf(name), label: `${name} (local)`, builtIn: false, callsTools: false };
  if (kind === 'embedding') return [{ ...listed, kind, converses: false }];
  return kind === 'chat' ? [{ ...listed, kind, converses: true, parameters: z.toJSONSchema(localChatParameters), contextTokens: options.contextTokens }] : [];
}

/** Every model there is, built-in ones first. Nothing is asked of endpoints. @param defaults ids that the settings name */
export async function listModels(database: Database, defaults: ReadonlySet<string>): Promise<Model[]> {
  const remote = (await listProviders(database)).flatMap((provider) => [
    ...provider.chatModels.map((name) => remoteModel(provider, 'chat', name)),
    ...provider.embeddingModels.map((name) => remoteModel(provider, 'embedding', name)),
  ]);
  const models: Listed[] = [
    ...builtInChatModels.map(builtInChat),
    ...builtInEmbeddingModels.map(({ id, label }) => ({ id, kind: 'embedding' as const, label, builtIn: true, converses: false, callsTools: false })),
    ...(await listStoredModels(database)).flatMap(localModels),
    ...remote,
  ];
  return models.map((model) => ({ ...model, isDefault: defaults.has(model.id) }));
}
