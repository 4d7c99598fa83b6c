import type { ModelKind } from '#contracts/model';
import type { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { ChatModel } from './chat-model.ts';
import { builtInChatModels } from './chat-models/index.ts';
import type { EmbeddingModel } from './embedding-model.ts';
import { builtInEmbeddingModels } from './embedding-models/index.ts';
import type { LocalModels } from './local/local-model.service.ts';
import type { Proxies } from './proxies.ts';
import { remoteModels } from './remote-models.ts';
import type { Reranker } from './reranker.ts';
import { remoteRerankers } from './rerankers/remote-rerankers.ts';

/** Models of one kind by id: `extractive`, or `<provider id>/<model name>`. */
export type ModelSource<Plug> = {
  /**
   * @param principal on whose behalf, so that a key of their own is used; left out by jobs, which use the shared one
   * @throws AppError not_found, with the known ids
   */
  get(id: string, principal?: Principal): Promise<Plug>;
};

/** Where models of one kind come from: built in, run here, or behind configured endpoints. */
export type ModelSupplier<Plug> = {
  find(id: string, principal: Principal | undefined): Promise<Plug | undefined>;
  listIds(): Promise<string[]>;
};

export type ModelCatalog = { chatModels: ModelSource<ChatModel>; embeddingModels: ModelSource<EmbeddingModel>; rerankers: ModelSource<Reranker> };

export type CatalogContext = {
  database: Database;
  secrets: Secrets;
  proxies: Proxies;
  localModels: LocalModels;
  settings: { get(): Promise<Settings> };
};

function supplyBuiltIn<Plug extends { id: string }>(models: readonly Plug[]): ModelSupplier<Plug> {
  return {
    find: async (id) => models.find((model) => model.id === id),
    listIds: async () => models.map(({ id }) => id),
  };
}

function sourceOf<Plug>(kind: ModelKind | 'reranker', suppliers: readonly ModelSupplier<Plug>[]): ModelSource<Plug> {
  return {
    async get(id, principal) {
      for (const supplier of suppliers) {
        const model = await supplier.find(id, principal);
        if (model) return model;
      }
      throw new AppError('not_found', `No ${kind} model named "${id}"`, {
        known: (await Promise.all(suppliers.map((supplier) => supplier.listIds()))).flat(),
        hint: 'Choose another model, or add it in Settings > Models.',
      });
    },
  };
}

export function createModelCatalog(context: CatalogContext): ModelCatalog {
  const remote = remoteModels(context);
  const { localModels } = context;
  return {
    chatModels: sourceOf('chat', [supplyBuiltIn(builtInChatModels), localModels.chatModels, remote.chat]),
    embeddingModels: sourceOf('embedding', [supplyBuiltIn(builtInEmbeddingModels), localModels.embeddingModels, remote.embedding]),
    rerankers: sourceOf('reranker', [localModels.rerankers, remoteRerankers(context)]),
  };
}
