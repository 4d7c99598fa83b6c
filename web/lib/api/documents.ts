import { z } from 'zod';
import {
  type BulkRequest,
  BulkResponse,
  Document,
  type DocumentQuery,
  type DocumentStatus,
  type ReingestDocument,
  type RetryDocument,
  type UpdateDocument,
} from '#contracts/document';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const DocumentList = listOf(Document);
const Passage = z.object({ before: z.string(), text: z.string(), after: z.string() });

/** Characters shown around a cited passage, on each side. */
const passageContextChars = 800;

export type DocumentListQuery = {
  status?: DocumentStatus;
  query?: string;
  tag?: string;
  parentId?: string;
  sort?: DocumentQuery['sort'];
  direction?: 'asc' | 'desc';
  page: number;
  pageSize: number;
};

export function listDocuments(knowledgeBaseId: string, query: DocumentListQuery, signal?: AbortSignal) {
  return requestJson(DocumentList, `/api/knowledge-bases/${knowledgeBaseId}/documents`, { query, signal });
}

export function getDocument(id: string, signal?: AbortSignal) {
  return requestJson(Document, `/api/documents/${id}`, { signal });
}

/** The passage at an exact span of the document's text, with what stands around it. */
export function getPassage(documentId: string, span: { start: number; end: number }, signal?: AbortSignal) {
  const query = { start: span.start, end: span.end, context: passageContextChars };
  return requestJson(Passage, `/api/documents/${documentId}/passage`, { query, signal });
}

/** Does the same to many documents, each on its own. A deletion is carried out though the page is being left. */
export function changeDocuments(knowledgeBaseId: string, body: BulkRequest) {
  const keepalive = body.action === 'delete';
  return requestJson(BulkResponse, `/api/knowledge-bases/${knowledgeBaseId}/documents/bulk`, { method: 'POST', body, keepalive });
}

export async function retryDocument(id: string, body: RetryDocument = {}): Promise<void> {
  await send(`/api/documents/${id}/retry`, { method: 'POST', body });
}

export function updateDocument(id: string, body: UpdateDocument) {
  return requestJson(Document, `/api/documents/${id}`, { method: 'PATCH', body });
}

/** Makes its chunks and vectors anew; the present ones answer meanwhile. */
export function reingestDocument(id: string, body: Partial<ReingestDocument>) {
  return requestJson(Document, `/api/documents/${id}/reingest`, { method: 'POST', body });
}

/** Gives up a newer version that is being read, or could not be. */
export function discardPending(id: string) {
  return requestJson(Document, `/api/documents/${id}/pending`, { method: 'DELETE' });
}

/** Address of the original file; browsers open a PDF at the page named. */
export function documentContentPath(id: string, page?: number): string {
  return `/api/documents/${id}/content${page === undefined ? '' : `#page=${page}`}`;
}
