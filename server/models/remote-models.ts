import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { ChatModel } from './chat-model.ts';
import { remoteChat } from './chat-models/remote.ts';
import type { EmbeddingModel } from './embedding-model.ts';
import { remoteEmbedding } from './embedding-models/remote.ts';
import { endpointOf } from './endpoint-of.ts';
import type { CatalogContext, ModelSupplier } from './model-catalog.ts';
import { ModelQueue } from './model-queue.ts';
import { findPersonalKey } from './personal-key.repository.ts';
import type { Protocol } from './protocol.ts';
import { protocols } from './protocols/index.ts';
import { findProvider, listProviders, modelIdOf, type StoredProvider } from './provider.repository.ts';
import type { Endpoint } from './wire/endpoint.ts';

/** What models have learnt of their endpoints is kept for so many of them. */
const maxConnected = 1_000;
const describeTimeoutMs = 3_000;

type Context = Omit<CatalogContext, 'localModels'>;
type Connection = { id: string; model: string; protocol: Protocol; endpoint: Endpoint };
type Kind<Plug> = {
  namesOf(provider: StoredProvider): readonly string[];
  /** `isWhole` is false where the server could not tell yet what there is to know of the model. */
  connect(connection: Connection): Promise<{ model: Plug; isWhole: boolean }>;
};

/** Keeps what a model has learnt of its endpoint (dimensions, accepted batch) until the provider, or the key it is used with, is changed. */
function supplyRemote<Plug>(context: Context, { namesOf, connect }: Kind<Plug>): ModelSupplier<Plug> {
  const { database } = context;
  const connected = new Map<string, { version: string; model: Plug }>();

  async function find(id: string, principal: Principal | undefined): Promise<Plug | undefined> {
    const [providerId = ''] = id.split('/', 1);
    const name = id.slice(providerId.length + 1);
    const provider = await findProvider(database, providerId);
    if (!provider || !namesOf(provider).includes(name)) return undefined;
    const own = principal && (await findPersonalKey(database, principal, providerId));
    const slot = own ? `${id} ${principal.userId}` : id;
    const version = `${provider.updatedAt} ${own?.updatedAt ?? ''}`;
    const before = connected.get(slot);
    if (before?.version === version) return before.model;
    const endpoint = endpointOf(context, provider, own?.sealedApiKey);
    const { model, isWhole } = await connect({ id, model: name, protocol: protocols.get(provider.protocol), endpoint });
    if (isWhole) connected.set(slot, { version, model });
    if (connected.size > maxConnected) connected.delete([...connected.keys()][0]!);
    return model;
  }

  return {
    find,
    listIds: async () => (await listProviders(database)).flatMap((provider) => namesOf(provider).map((name) => modelIdOf(provider.id, name))),
  };
}

/** One queue for each model, whoever asks it and with whatever key. */
function queuesByModel(): (id: string, limit: number) => ModelQueue {
  const queues = new Map<string, ModelQueue>();
  return (id, limit) => {
    const before = queues.get(id);
    if (before?.limit === limit) return before;
    const queue = new ModelQueue(limit);
    queues.set(id, queue);
    if (queues.size > maxConnected) queues.delete([...queues.keys()][0]!);
    return queue;
  };
}

/** What was entered, or what the server tells in time. */
async function contextTokensOf({ model, protocol, endpoint }: Connection): Promise<{ contextTokens?: number; isWhole: boolean }> {
  const contextTokens = endpoint.options.contextTokens[model];
  if (contextTokens !== undefined || !protocol.findContextTokens) return { contextTokens, isWhole: true };
  return protocol.findContextTokens(endpoint, model, AbortSignal.timeout(describeTimeoutMs)).then(
    (told) => ({ contextTokens: told, isWhole: true }),
    () => ({ isWhole: false }),
  );
}

/** The models of the configured providers. */
export function remoteModels(context: Context): { chat: ModelSupplier<ChatModel>; embedding: ModelSupplier<EmbeddingModel> } {
  const queueOf = queuesByModel();
  return {
    chat: supplyRemote(context, {
      namesOf: ({ chatModels }) => chatModels,
      async connect(connection) {
        const queue = queueOf(connection.id, connection.endpoint.options.concurrency);
        const { contextTokens, isWhole } = await contextTokensOf(connection);
        return { model: remoteChat({ ...connection, queue, contextTokens }), isWhole };
      },
    }),
    embedding: supplyRemote(context, {
      namesOf: ({ embeddingModels }) => embeddingModels,
      async connect({ protocol, ...connection }) {
        if (!protocol.embed) throw new AppError('unsupported', `${protocol.label} has no embedding models`);
        return { model: remoteEmbedding({ ...connection, embed: protocol.embed, batch: protocol.embeddingBatch }), isWhole: true };
      },
    }),
  };
}
