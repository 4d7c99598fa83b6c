import { z } from 'zod';
import { BulkRequest, BulkResponse, Document, DocumentQuery, ReingestDocument, RetryDocument, TextBlock, UpdateDocument, UploadQuery, UploadResponse } from '#contracts/document';
import { listOf } from '#contracts/pagination';
import type { AppContext } from '../context.ts';
import { getDocument, getDocumentBlocks, getDocumentText, listDocuments, presentDocument } from '../ingestion/document.repository.ts';
import { IdParams, type Route, route } from '../platform/http.ts';
import { changeMany, discardPending, reingestDocument, updateDocument } from './curate-document.ts';
import { deleteDocument, retryDocument, uploadDocuments } from './document.service.ts';
import { getKnowledgeBaseRow } from './knowledge-base.repository.ts';
import { sendOriginal } from './send-original.ts';

const PassageQuery = z.object({
  start: z.coerce.number().int().min(0),
  end: z.coerce.number().int().min(0),
  /** Characters of surroundings on each side. */
  context: z.coerce.number().int().min(0).max(5_000).default(800),
});
const blocksLimit = 500;
const BlockQuery = PassageQuery.pick({ start: true, end: true });

const Passage = z.object({ before: z.string(), text: z.string(), after: z.string() });

export function documentRoutes(context: AppContext): Route[] {
  const { database } = context;
  return [
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/documents',
      summary: 'Upload documents: multipart/form-data with the files in the field "files"; `existing` says what becomes of a taken name',
      params: IdParams,
      query: UploadQuery,
      streamedBody: 'multipart/form-data',
      status: 202,
      responds: UploadResponse,
      handle: ({ principal, params, query, raw, signal }) => uploadDocuments(context, principal, params.id, query, raw.request, signal),
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/documents',
      summary: 'List documents, newest first unless `sort` says otherwise',
      params: IdParams,
      query: DocumentQuery,
      responds: listOf(Document),
      async handle({ principal, params, query }) {
        await getKnowledgeBaseRow(database, principal, params.id);
        return listDocuments(database, principal, params.id, query);
      },
    }),
    route({
      method: 'get',
      path: '/api/documents/:id',
      summary: 'Get a document with its state',
      params: IdParams,
      responds: Document,
      handle: async ({ principal, params }) => presentDocument(await getDocument(database, principal, params.id)),
    }),
    route({
      method: 'patch',
      path: '/api/documents/:id',
      summary: 'Change name, tags, metadata or splitting of a document',
      params: IdParams,
      body: UpdateDocument,
      responds: Document,
      handle: async ({ principal, params, body }) => presentDocument(await updateDocument(context, principal, params.id, body)),
    }),
    route({
      method: 'post',
      path: '/api/documents/:id/reingest',
      summary: 'Make chunks and vectors of a document anew; the present ones answer meanwhile',
      params: IdParams,
      body: ReingestDocument,
      status: 202,
      responds: Document,
      handle: async ({ principal, params, body }) => presentDocument(await reingestDocument(context, principal, params.id, body)),
    }),
    route({
      method: 'delete',
      path: '/api/documents/:id/pending',
      summary: 'Give up a newer version that is being taken in, or failed to be',
      params: IdParams,
      responds: Document,
      handle: async ({ principal, params }) => presentDocument(await discardPending(context, principal, params.id)),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/documents/bulk',
      summary: 'Delete, retry, re-ingest, tag or untag many documents; each that fails is told with its reason',
      params: IdParams,
      body: BulkRequest,
      responds: BulkResponse,
      handle: ({ principal, params, body }) => changeMany(context, principal, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/documents/:id/content',
      summary: 'The original file',
      params: IdParams,
      produces: 'application/octet-stream',
      handle: async ({ principal, params, raw }) => sendOriginal(context.files, await getDocument(database, principal, params.id), raw),
    }),
    route({
      method: 'get',
      path: '/api/documents/:id/text',
      summary: 'The text that every start and end of the document refers to',
      params: IdParams,
      produces: 'text/plain; charset=utf-8',
      handle: ({ principal, params }) => getDocumentText(database, principal, params.id),
    }),
    route({
      method: 'get',
      path: '/api/documents/:id/passage',
      summary: 'A span of the text with its surroundings',
      params: IdParams,
      query: PassageQuery,
      responds: Passage,
      async handle({ principal, params, query }) {
        const text = await getDocumentText(database, principal, params.id);
        const { start, end, context: around } = query;
        return { before: text.slice(Math.max(0, start - around), start), text: text.slice(start, end), after: text.slice(end, end + around) };
      },
    }),
    route({
      method: 'get',
      path: '/api/documents/:id/blocks',
      summary: 'Where the parts of a span stand: pages and boxes, cells, times',
      params: IdParams,
      query: BlockQuery,
      responds: z.object({ items: z.array(TextBlock) }),
      handle: async ({ principal, params, query }) => ({ items: (await getDocumentBlocks(database, principal, params.id, query)).slice(0, blocksLimit) }),
    }),
    route({
      method: 'delete',
      path: '/api/documents/:id',
      summary: 'Delete a document; when this returns, nothing finds it any more',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => deleteDocument(context, principal, params.id),
    }),
    route({
      method: 'post',
      path: '/api/documents/:id/retry',
      summary: 'Try a failed document again, with its password if it has one',
      params: IdParams,
      body: RetryDocument,
      status: 202,
      responds: Document,
      async handle({ principal, params, body }) {
        await retryDocument(context, principal, params.id, body.password);
        return presentDocument(await getDocument(database, principal, params.id));
      },
    }),
  ];
}
