import { endpointOf } from '../endpoint-of.ts';
import type { CatalogContext, ModelSupplier } from '../model-catalog.ts';
import { findProvider } from '../provider.repository.ts';
import type { Reranker } from '../reranker.ts';
import { remoteReranker } from './remote.ts';

/** Rerankers behind configured providers, as `<provider id>/<model name>`: any name, since none is listed before. */
export function remoteRerankers(context: CatalogContext): ModelSupplier<Reranker> {
  let before: { id: string; updatedAt: string; reranker: Reranker } | undefined;
  return {
    listIds: async () => [],
    async find(id) {
      const [providerId = ''] = id.split('/', 1);
      const model = id.slice(providerId.length + 1);
      const provider = model ? await findProvider(context.database, providerId) : undefined;
      if (!provider) return undefined;
      if (before?.id !== id || before.updatedAt !== provider.updatedAt) {
        before = { id, updatedAt: provider.updatedAt, reranker: remoteReranker(endpointOf(context, provider), id, model) };
      }
      return before.reranker;
    },
  };
}
