import type { ChunkOrigin, ChunkPlace } from '#contracts/search';
import type { Reranker } from '../models/reranker.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Sql } from '../platform/sql.ts';
import type { Script } from '../platform/text/terms.ts';
import { countDocumentFrequencies, listWordsBeginningWith, searchKeywords } from './keyword-index.ts';
import { indexNames, type NameIndex } from './named-documents.ts';
import type { Passage } from './passage.ts';
import type { RetrievalSource } from './retrieval-source.ts';
import type { VectorHit } from './vector-store.ts';
import { RevisionCache } from './revision-cache.ts';
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

/**
 * A short text says again and again what it is about; one of so many chunks says it once, and takes it for granted. Among
 * short ones, the title of another often holds words of the question (measured on passages of an encyclopedia).
 */
const longDocumentChunks = 10;
/** More are not told apart by their names: reading these takes a tenth of a second. */
const mostNames = 20_000;

async function readNames(sql: Sql, knowledgeBaseId: string): Promise<NameIndex> {
  const rows = await sql.query<{ id: string; name: string; title: string; date: string | null }>(
    `SELECT id, name, title, json_extract(metadata, '$.date') AS date FROM "Document"
     WHERE "knowledgeBaseId" = ? AND "chunkCount" >= ${longDocumentChunks} LIMIT ${mostNames + 1}`,
    [knowledgeBaseId],
  );
  return indexNames(rows.length > mostNames ? [] : rows.map(({ date, ...row }) => ({ ...row, date: date ?? '' })));
}

/** Knowledge bases as retrieval reads them. Counting their chunks and reading their names takes long, and is done once for each revision. */
export class RetrievalSources {
  readonly #statistics: RevisionCache<PassageStatistics>;
  readonly #names: RevisionCache<NameIndex>;

  constructor(readonly sql: Sql) {
    this.#statistics = new RevisionCache((id) => readStatistics(sql, id));
    this.#names = new RevisionCache((id) => readNames(sql, id));
  }

  /** @param revision of the knowledge base, which the caller has read, and so has checked that the principal may */
  open({ knowledgeBaseId, documentIds, ...index }: KnowledgeBaseIndex, revision: number): RetrievalSource {
    const { sql } = this;
    return {
      ...index,
      knowledgeBaseId,
      readStatistics: () => this.#statistics.at(knowledgeBaseId, revision),
      countDocumentFrequencies: (terms) => countDocumentFrequencies(sql, knowledgeBaseId, terms),
      listWordsBeginningWith: (prefix) => listWordsBeginningWith(sql, knowledgeBaseId, prefix),
      readNames: async () => {
        const names = await this.#names.at(knowledgeBaseId, revision);
        const searched = documentIds && new Set(documentIds);
        return searched ? indexNames(names.documents.filter(({ id }) => searched.has(id))) : names;
      },
      searchKeywords: (frequencies, limit, within = documentIds) => searchKeywords(sql, knowledgeBaseId, frequencies, limit, within),
      loadPassages: (ids) => queryPassages(sql, knowledgeBaseId, '"Chunk".id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
      loadDocumentPassages: (documentId) =>
        queryPassages(sql, knowledgeBaseId, `"Chunk"."documentId" = ? ORDER BY "Chunk".position LIMIT ${documentPassagesLimit}`, documentId),
    };
  }

  /** Call it when a knowledge base is removed. */
  forget(knowledgeBaseId: string): void {
    this.#statistics.forget(knowledgeBaseId);
    this.#names.forget(knowledgeBaseId);
  }
}
