import { AddChunk, ChunkEdit, ChunkEditQuery, ChunkQuery, CustomChunks, DocumentChunk, KnowledgeBaseChunkQuery, UpdateChunk } from '#contracts/chunk';
import { Document } from '#contracts/document';
import type { DocumentFilter } from '#contracts/document-filter';
import { listOf } from '#contracts/pagination';
import type { AppContext } from '../context.ts';
import { listEditPage } from '../ingestion/chunk-edit.repository.ts';
import { getDocument, presentDocument } from '../ingestion/document.repository.ts';
import { IdParams, type Route, route } from '../platform/http.ts';
import { listChunks } from './chunk-list.repository.ts';
import { addFromEdit, appendChunk, deleteChunk, presentEdit, readChunk, supplyChunks, undoEdit, updateChunk, withdrawChunks } from './chunk.service.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';

/** All chunks of a book, in one request. */
const customChunksBytes = 16 * 1024 * 1024;

function filterOf({ documentName, tag, metadata }: KnowledgeBaseChunkQuery): DocumentFilter {
  const [key = '', ...value] = metadata?.split(':') ?? [];
  return { name: documentName, tags: tag === undefined ? undefined : [tag], metadata: metadata === undefined ? undefined : { [key.trim()]: value.join(':').trim() } };
}

export function chunkRoutes(context: AppContext): Route[] {
  const { database } = context;
  return [
    route({
      method: 'get',
      path: '/api/documents/:id/chunks',
      summary: 'The passages of a document, in order',
      params: IdParams,
      query: ChunkQuery,
      responds: listOf(DocumentChunk),
      async handle({ principal, params, query }) {
        const { knowledgeBaseId } = await getDocument(database, principal, params.id);
        return listChunks(database, knowledgeBaseId, { documentIds: [params.id] }, query);
      },
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/chunks',
      summary: 'Passages of the documents that fit a name, a tag or metadata',
      params: IdParams,
      query: KnowledgeBaseChunkQuery,
      responds: listOf(DocumentChunk),
      async handle({ principal, params, query }) {
        await getKnowledgeBaseRow(database, principal, params.id);
        return listChunks(database, params.id, filterOf(query), query);
      },
    }),
    route({
      method: 'post',
      path: '/api/documents/:id/chunks',
      summary: 'Add a chunk to a document',
      params: IdParams,
      body: AddChunk,
      status: 201,
      responds: DocumentChunk,
      handle: ({ principal, params, body, signal }) => appendChunk(context, principal, params.id, body, signal),
    }),
    route({
      method: 'put',
      path: '/api/documents/:id/chunks',
      summary: 'Supply all chunks of a document; making its chunks anew leaves them alone',
      params: IdParams,
      body: CustomChunks,
      bodyBytes: customChunksBytes,
      status: 202,
      responds: Document,
      handle: async ({ principal, params, body }) => presentDocument(await supplyChunks(context, principal, params.id, body)),
    }),
    route({
      method: 'delete',
      path: '/api/documents/:id/chunks',
      summary: 'Go back from supplied chunks to those of the text',
      params: IdParams,
      status: 202,
      responds: Document,
      handle: async ({ principal, params }) => presentDocument(await withdrawChunks(context, principal, params.id)),
    }),
    route({
      method: 'get',
      path: '/api/documents/:id/chunk-edits',
      summary: 'What curators changed in the chunks of a document, also what no longer applies',
      params: IdParams,
      query: ChunkEditQuery,
      responds: listOf(ChunkEdit),
      async handle({ principal, params, query }) {
        await getDocument(database, principal, params.id);
        const { items, total } = await listEditPage(database, params.id, query);
        return { items: items.map(presentEdit), total };
      },
    }),
    route({
      method: 'get',
      path: '/api/chunks/:id',
      summary: 'Get a chunk',
      params: IdParams,
      responds: DocumentChunk,
      handle: ({ principal, params }) => readChunk(context, principal, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/chunks/:id',
      summary: 'Give a chunk other words, or switch it off or on; it gets a new id',
      params: IdParams,
      body: UpdateChunk,
      responds: DocumentChunk,
      handle: ({ principal, params, body, signal }) => updateChunk(context, principal, params.id, body, signal),
    }),
    route({
      method: 'delete',
      path: '/api/chunks/:id',
      summary: 'Remove a chunk',
      params: IdParams,
      status: 204,
      handle: ({ principal, params, signal }) => deleteChunk(context, principal, params.id, signal),
    }),
    route({
      method: 'delete',
      path: '/api/chunk-edits/:id',
      summary: 'Take an edit back; a chunk that was removed comes back when the document is ready again',
      params: IdParams,
      responds: Document,
      handle: async ({ principal, params, signal }) => presentDocument(await undoEdit(context, principal, params.id, signal)),
    }),
    route({
      method: 'post',
      path: '/api/chunk-edits/:id/add',
      summary: 'Make the words of an edit that no longer applies a chunk of their own',
      params: IdParams,
      status: 201,
      responds: DocumentChunk,
      handle: ({ principal, params, signal }) => addFromEdit(context, principal, params.id, signal),
    }),
  ];
}
