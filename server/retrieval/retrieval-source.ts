import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Reranker } from '../models/reranker.ts';
import type { NameIndex } from './named-documents.ts';
import type { Passage } from './passage.ts';
import type { VectorHit } from './vector-store.ts';
import type { PassageStatistics } from './weights.ts';

/** A knowledge base as retrieval reads it. Whoever makes one has checked that its reader may see the knowledge base. */
export type RetrievalSource = {
  knowledgeBaseId: string;
  /** The model its vectors were made with; undefined while it has none. */
  embeddingModel?: EmbeddingModel;
  /** Puts what was found into a better order; undefined where none is chosen. */
  reranker?: Reranker;
  readStatistics(): Promise<PassageStatistics>;
  /** In how many chunks each term occurs; terms in none are left out. */
  countDocumentFrequencies(terms: readonly string[]): Promise<Map<string, number>>;
  listWordsBeginningWith(prefix: string): Promise<string[]>;
  /** What the long ones of the documents searched are called. */
  readNames(): Promise<NameIndex>;
  /** Ids of chunks that hold any of the terms, most promising first. @param documentIds only in these, where given */
  searchKeywords(documentFrequencies: ReadonlyMap<string, number>, limit: number, documentIds?: readonly string[]): Promise<number[]>;
  /** @throws AppError while no index can be had */
  searchVectors(vector: Float32Array, limit: number): Promise<VectorHit[]>;
  /** Chunks that are gone are left out; the order is not kept. */
  loadPassages(ids: readonly number[]): Promise<Passage[]>;
  /** The first chunks of a document, for a summary to lead to. */
  loadDocumentPassages(documentId: string): Promise<Passage[]>;
};
