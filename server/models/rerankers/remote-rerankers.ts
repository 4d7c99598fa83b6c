import { endpointOf } from '../endpoint-of.ts';
import type { CatalogContext, ModelSupplier } from '../model-catalog.ts';
import { findPersonalKey } from '../personal-key.repository.ts';
import { findProvider } from '../provider.repository.ts';
import type { Reranker } from '../reranker.ts';
import { remoteReranker } from './remote.ts';

/** Rerankers behind configured providers, as `<provider id>/<model name>`: any name, since none is listed before. */
export function remoteRerankers(context: CatalogContext): ModelSupplier<Reranker> {
  let before: { version: string; reranker: Reranker } | undefined;
  return {
    listIds: async () => [],
    async find(id, principal) {
      const [providerId = ''] = id.split('/', 1);
      const model = id.slice(providerId.length + 1);
      const provider = model ? await findProvider(context.database, providerId) : undefined;
      if (!provider) return undefined;
      const own = principal && (await findPersonalKey(context.database, principal, providerId));
      const version = [id, provider.updatedAt, own && principal.userId, own?.updatedAt].join(' ');
      if (before?.version !== version) before = { version, reranker: remoteReranker(endpointOf(context, provider, own?.sealedApiKey), id, model) };
      return before.reranker;
    },
  };
}
