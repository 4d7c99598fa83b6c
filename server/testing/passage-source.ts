import { lexicalEmbedding } from '../models/embedding-models/lexical.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import { analyze, scriptOf, termCount } from '../platform/text/terms.ts';
import { insertChunks } from '../ingestion/chunk.repository.ts';
import { localAdministrator } from '../platform/principal.ts';
import { addKeywordRows, createKeywordTable } from '../retrieval/keyword-index.ts';
import type { RetrievalSource } from '../retrieval/retrieval-source.ts';
import { RetrievalSources } from '../retrieval/retrieval.repository.ts';
import type { VectorHit } from '../retrieval/vector-store.ts';
import { openTestDatabase } from './test-database.ts';

/** A document of one chunk; `document` groups several chunks into one. */
export type TestPassage = { title: string; text: string; heading?: string; document?: string };

const { signal } = new AbortController();

function nearest(vectors: readonly Float32Array[], query: Float32Array, limit: number): VectorHit[] {
  return vectors
    .map((vector, index) => ({ id: index + 1, similarity: vector.reduce((sum, value, at) => sum + value * query[at]!, 0) }))
    .sort((left, right) => right.similarity - left.similarity)
    .slice(0, limit);
}

/** A knowledge base of these passages in a real database, with exact vector search. Chunk ids count from 1. */
export async function openPassageSource(
  passages: readonly TestPassage[],
  embeddingModel: EmbeddingModel = lexicalEmbedding,
  knowledgeBaseId = '00000000-0000-4000-8000-000000000001',
): Promise<RetrievalSource & AsyncDisposable> {
  const database = await openTestDatabase();
  const documentOf = (passage: TestPassage, index: number) => passage.document ?? `document-${index + 1}`;
  const settings = { chunkSize: 400, chunkOverlap: 0, embeddingModel: embeddingModel.id, vectorStore: 'exact' };
  await database.write(async (transaction, sql) => {
    await transaction.knowledgeBase.create({ data: { id: knowledgeBaseId, ownerId: localAdministrator.userId, name: knowledgeBaseId, ...settings } });
    await createKeywordTable(sql, knowledgeBaseId);
    const titles = new Map(passages.map((passage, index) => [documentOf(passage, index), passage.title]));
    for (const [id, title] of titles) {
      const chunkCount = passages.filter((passage, index) => documentOf(passage, index) === id).length;
      const file = { originalId: id, name: `${title}.txt`, mediaType: 'text/plain', sizeBytes: 1, contentHash: id, status: 'ready', chunkCount };
      await transaction.document.create({ data: { id, knowledgeBaseId, title, ...file } });
    }
    for (const [index, passage] of passages.entries()) {
      const { text, title, heading } = passage;
      const terms = analyze(text);
      const chunk = { id: index + 1, position: index, text, textHash: String(index), start: 0, end: text.length, heading, prefix: '', origin: 'document' as const, isEnabled: true };
      await insertChunks(sql, knowledgeBaseId, documentOf(passage, index), [{ ...chunk, termCount: termCount(terms), script: scriptOf(terms) }]);
      await addKeywordRows(sql, knowledgeBaseId, [{ id: index + 1, body: text, context: [title, heading].filter(Boolean).join(' ') }]);
    }
  });
  const vectors = await embeddingModel.embedDocuments(passages.map((passage) => passage.text), signal);
  const searchVectors = async (query: Float32Array, limit: number) => nearest(vectors, query, limit);
  const source = new RetrievalSources(database.sql).open({ knowledgeBaseId, embeddingModel, searchVectors }, 1);
  return { ...source, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}
