import { createHash } from 'node:crypto';
import type { EndpointClient } from '../platform/endpoint-client.ts';
import { RemoteIndex } from './remote-index.ts';
import type { RemoteStore } from './remote-store.ts';
import type { IndexSpec } from './served-index.ts';
import { connectElasticsearch, type ElasticsearchConnection } from './vector-stores/elasticsearch.ts';
import { connectMilvus, type MilvusConnection } from './vector-stores/milvus.ts';
import { connectPgvector, type PgvectorConnection } from './vector-stores/pgvector.ts';

/** How the stores of other machines are reached; those left out are not used. */
export type RemoteStoreConnections = { pgvector?: PgvectorConnection; milvus?: MilvusConnection; elasticsearch?: ElasticsearchConnection };

/** The variable that says where a store is, by the store's id. */
export const addressVariables: Readonly<Record<string, string>> = { pgvector: 'PGVECTOR_URL', milvus: 'MILVUS_URL', elasticsearch: 'ELASTICSEARCH_URL' };

/** Names of all collections of a knowledge base begin so; letters, digits and underscores are what every store takes. */
function collectionPrefixOf(knowledgeBaseId: string): string {
  return `lectern_${knowledgeBaseId.replaceAll('-', '').toLowerCase()}_`;
}

/** Vectors that are not comparable are in collections of their own. */
function collectionNameOf({ id, modelKey, dimensions }: IndexSpec): string {
  const digest = createHash('sha256').update(JSON.stringify([modelKey, dimensions])).digest('hex');
  return collectionPrefixOf(id) + digest.slice(0, 12);
}

/** The vector stores that are servers of their own. They need no native code, so they are spoken to from here, not from the index process. */
export class RemoteStores implements AsyncDisposable {
  readonly #stores: readonly RemoteStore[];

  constructor(stores: readonly RemoteStore[]) {
    this.#stores = stores;
  }

  static connect({ pgvector, milvus, elasticsearch }: RemoteStoreConnections, endpoints: EndpointClient): RemoteStores {
    const stores: RemoteStore[] = [];
    if (pgvector) stores.push(connectPgvector(pgvector));
    if (milvus) stores.push(connectMilvus(milvus, endpoints));
    if (elasticsearch) stores.push(connectElasticsearch(elasticsearch, endpoints));
    return new RemoteStores(stores);
  }

  ids(): string[] {
    return this.#stores.map(({ id }) => id);
  }

  /** The index of this spec, if its store is one of these. */
  find(spec: IndexSpec): RemoteIndex | undefined {
    const store = this.#stores.find(({ id }) => id === spec.vectorStore);
    return store && new RemoteIndex(store, collectionNameOf(spec), spec.dimensions);
  }

  /** Removes all that the stores hold of a knowledge base. @throws AppError while one of them is away */
  async drop(knowledgeBaseId: string): Promise<void> {
    for (const store of this.#stores) await store.drop(collectionPrefixOf(knowledgeBaseId));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#stores) await store[Symbol.asyncDispose]();
  }
}
