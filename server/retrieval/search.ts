import type { DocumentFilter } from '#contracts/document-filter';
import { type RetrievalOptions, RetrievalOverrides, type SearchRequest, type SearchResponse } from '#contracts/search';
import type { KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { ModelSource } from '../models/model-catalog.ts';
import type { Reranker } from '../models/reranker.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { parseBuiltWith } from './built-with.ts';
import { listAllowedChunkIds, listAllowedDocumentIds } from './document-filter.ts';
import type { IndexCatalog } from './index-catalog.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import { RetrievalSources } from './retrieval.repository.ts';
import { retrieve } from './retrieve.ts';
import { listSearchableKnowledgeBases } from './searchable.repository.ts';

type Context = {
  database: Database;
  indexes: IndexCatalog;
  embeddingModels: ModelSource<EmbeddingModel>;
  rerankers: ModelSource<Reranker>;
  settings: { get(): Promise<RetrievalOptions & { reranker: string }> };
};

/** Finds passages in knowledge bases of the principal. The search page and every turn call this one function. */
export type Search = (principal: Principal, knowledgeBaseIds: readonly string[], request: SearchRequest, signal: AbortSignal) => Promise<SearchResponse>;

/** One that was removed, or cannot be had, is then noted like one that fails. */
function whenAsked(rerankers: ModelSource<Reranker>, id: string, principal: Principal): Reranker {
  return { id, label: id, rerank: async (query, texts, signal) => (await rerankers.get(id, principal)).rerank(query, texts, signal) };
}

export function createSearch(context: Context): Search {
  const sources = new RetrievalSources(context.database.sql);

  /** Undefined where the filter lets no document of the knowledge base through. */
  async function openSource(principal: Principal, row: KnowledgeBaseRow, filter: DocumentFilter, reranker: Reranker | undefined): Promise<RetrievalSource | undefined> {
    const { sql } = context.database;
    const documentIds = Object.keys(filter).length > 0 ? await listAllowedDocumentIds(sql, row.id, filter) : undefined;
    if (documentIds?.length === 0) return undefined;
    const builtWith = parseBuiltWith(row.builtWith);
    return sources.open(
      {
        knowledgeBaseId: row.id,
        documentIds,
        reranker,
        embeddingModel: builtWith && (await context.embeddingModels.get(builtWith.embeddingModel, principal)),
        async searchVectors(vector, limit) {
          if (!builtWith) return [];
          const allowed = documentIds && (await listAllowedChunkIds(sql, documentIds));
          return context.indexes.search({ id: row.id, ...builtWith }, vector, limit, allowed);
        },
      },
      row.revision,
    );
  }

  return async (principal, knowledgeBaseIds, { query, filter = {}, ...given }, signal) => {
    const rows = await listSearchableKnowledgeBases(context.database, principal, knowledgeBaseIds);
    const unknown = knowledgeBaseIds.find((id) => !rows.some((row) => row.id === id));
    if (unknown !== undefined) throw new AppError('not_found', `Knowledge base ${unknown} does not exist`, { field: 'knowledgeBaseIds' });
    const { topK, scoreThreshold, reranker: rerankerId } = await context.settings.get();
    const reranker = rerankerId ? whenAsked(context.rerankers, rerankerId, principal) : undefined;
    // With several knowledge bases the settings of none of them can speak for the others.
    const own = rows.length === 1 ? RetrievalOverrides.parse(JSON.parse(rows[0]!.retrieval)) : {};
    const options = { topK, scoreThreshold, ...own, ...withoutUndefined(given) };
    const opened = await Promise.all(rows.map((row) => openSource(principal, row, withoutUndefined(filter), reranker)));
    return retrieve(opened.filter((source) => source !== undefined), { query, ...options }, signal);
  };
}

function withoutUndefined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
