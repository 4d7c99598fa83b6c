import type { ChunkOrigin, ChunkPlace } from '#contracts/search';
import type { Reranker } from '../models/reranker.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Sql } from '../platform/sql.ts';
import type { Script } from '../platform/text/terms.ts';
import { countDocumentFrequencies, listWordsBeginningWith, searchKeywords } from './keyword-index.ts';
import type { Passage } from './passage.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import type { VectorHit } from './vector-store.ts';
import type { PassageStatistics } from './weights.ts';

type PassageRow = { [Key in keyof Omit<Passage, 'place' | 'prefix' | 'origin'>]: Passage[Key] | (undefined extends Passage[Key] ? null : never) } & {
  prefix: string;
  origin: ChunkOrigin;
  place: string | null;
};

async function readStatistics(sql: Sql, knowledgeBaseId: string): Promise<PassageStatistics> {
  const rows = await sql.query<{ script: Script; count: number | bigint; averageLength: number }>(
    'SELECT script, count(*) AS count, avg("termCount") AS "averageLength" FROM "Chunk" WHERE "isEnabled" AND "knowledgeBaseId" = ? GROUP BY script',
    [knowledgeBaseId],
  );
  const of = (script: Script) => {
    const row = rows.find((each) => each.script === script);
    return { count: Number(row?.count ?? 0), averageLength: Math.max(1, row?.averageLength ?? 1) };
  };
  return { han: of('han'), latin: of('latin') };
}

/** A summary leads to the best of so many chunks of its document. */
const documentPassagesLimit = 200;

async function queryPassages(sql: Sql, knowledgeBaseId: string, condition: string, parameter: string): Promise<Passage[]> {
  const rows = await sql.query<PassageRow>(
    `SELECT "Chunk".id, "Chunk"."documentId", "Document".name AS "documentName", "Document".title, "Chunk".position, "Chunk".text,
       "Chunk".page, "Chunk".start, "Chunk".end, "Chunk".heading, "Chunk".prefix, "Chunk".origin, "Chunk".place
     FROM "Chunk" JOIN "Document" ON "Document".id = "Chunk"."documentId"
     WHERE "Chunk"."isEnabled" AND "Chunk"."knowledgeBaseId" = ? AND ${condition}`,
    [knowledgeBaseId, parameter],
  );
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    position: Number(row.position),
    page: row.page === null ? undefined : Number(row.page),
    start: Number(row.start),
    end: Number(row.end),
    heading: row.heading ?? undefined,
    place: row.place === null ? undefined : (JSON.parse(row.place) as ChunkPlace),
  }));
}

export type KnowledgeBaseIndex = {
  knowledgeBaseId: string;
  embeddingModel?: EmbeddingModel;
  reranker?: Reranker;
  searchVectors(vector: Float32Array, limit: number): Promise<VectorHit[]>;
  /** The documents to search, where not all are. */
  documentIds?: readonly string[];
};

/** Statistics by knowledge base and revision: they change only with the chunks, and counting them reads every row. */
export class RetrievalSources {
  readonly #statistics = new Map<string, { revision: number; statistics: Promise<PassageStatistics> }>();

  constructor(readonly sql: Sql) {}

  /** @param revision of the knowledge base, which the caller has read, and so has checked that the principal may */
  open({ knowledgeBaseId, documentIds, ...index }: KnowledgeBaseIndex, revision: number): RetrievalSource {
    const { sql } = this;
    return {
      ...index,
      knowledgeBaseId,
      readStatistics: () => this.#readStatistics(knowledgeBaseId, revision),
      countDocumentFrequencies: (terms) => countDocumentFrequencies(sql, knowledgeBaseId, terms),
      listWordsBeginningWith: (prefix) => listWordsBeginningWith(sql, knowledgeBaseId, prefix),
      searchKeywords: (frequencies, limit) => searchKeywords(sql, knowledgeBaseId, frequencies, limit, documentIds),
      loadPassages: (ids) => queryPassages(sql, knowledgeBaseId, '"Chunk".id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
      loadDocumentPassages: (documentId) =>
        queryPassages(sql, knowledgeBaseId, `"Chunk"."documentId" = ? ORDER BY "Chunk".position LIMIT ${documentPassagesLimit}`, documentId),
    };
  }

  /** Call it when a knowledge base is removed. */
  forget(knowledgeBaseId: string): void {
    this.#statistics.delete(knowledgeBaseId);
  }

  #readStatistics(knowledgeBaseId: string, revision: number): Promise<PassageStatistics> {
    const known = this.#statistics.get(knowledgeBaseId);
    if (known?.revision === revision) return known.statistics;
    const statistics = readStatistics(this.sql, knowledgeBaseId);
    this.#statistics.set(knowledgeBaseId, { revision, statistics });
    statistics.catch(() => this.#statistics.delete(knowledgeBaseId));
    return statistics;
  }
}
