import { z } from 'zod';
import { Chunk, Document, type DocumentStatus } from '#contracts/document';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const DocumentList = listOf(Document);
const ChunkList = listOf(Chunk);
const Passage = z.object({ before: z.string(), text: z.string(), after: z.string() });

/** Characters shown around a cited passage, on each side. */
const passageContextChars = 800;

export type DocumentListQuery = { status?: DocumentStatus; query?: string; page: number; pageSize: number };

export function listDocuments(knowledgeBaseId: string, query: DocumentListQuery, signal?: AbortSignal) {
  return requestJson(DocumentList, `/api/knowledge-bases/${knowledgeBaseId}/documents`, { query, signal });
}

export function getDocument(id: string, signal?: AbortSignal) {
  return requestJson(Document, `/api/documents/${id}`, { signal });
}

export function listChunks(documentId: string, query: { page: number; pageSize: number }, signal?: AbortSignal) {
  return requestJson(ChunkList, `/api/documents/${documentId}/chunks`, { query, signal });
}

/** The passage at an exact span of the document's text, with what stands around it. */
export function getPassage(documentId: string, span: { start: number; end: number }, signal?: AbortSignal) {
  const query = { start: span.start, end: span.end, context: passageContextChars };
  return requestJson(Passage, `/api/documents/${documentId}/passage`, { query, signal });
}

export async function removeDocument(id: string): Promise<void> {
  await send(`/api/documents/${id}`, { method: 'DELETE', keepalive: true });
}

export async function retryDocument(id: string): Promise<void> {
  await send(`/api/documents/${id}/retry`, { method: 'POST' });
}

/** Address of the original file; browsers open a PDF at the page named. */
export function documentContentPath(id: string, page?: number): string {
  return `/api/documents/${id}/content${page === undefined ? '' : `#page=${page}`}`;
}
