import { type AddChunk, ChunkEdit, type ChunkState, DocumentChunk, type UpdateChunk } from '#contracts/chunk';
import { Document } from '#contracts/document';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const ChunkList = listOf(DocumentChunk);
const EditList = listOf(ChunkEdit);

export type ChunkListQuery = { query?: string; state?: ChunkState; page: number; pageSize: number };

export function listChunks(documentId: string, query: ChunkListQuery, signal?: AbortSignal) {
  return requestJson(ChunkList, `/api/documents/${documentId}/chunks`, { query, signal });
}

export function addChunk(documentId: string, body: AddChunk) {
  return requestJson(DocumentChunk, `/api/documents/${documentId}/chunks`, { method: 'POST', body });
}

/** Goes back from supplied chunks to those of the document's text. */
export function withdrawChunks(documentId: string) {
  return requestJson(Document, `/api/documents/${documentId}/chunks`, { method: 'DELETE' });
}

/** Answers with the chunk under its new id; `conflict` or `not_found` when somebody was first. */
export function updateChunk(id: string, body: UpdateChunk) {
  return requestJson(DocumentChunk, `/api/chunks/${id}`, { method: 'PATCH', body });
}

export async function removeChunk(id: string): Promise<void> {
  await send(`/api/chunks/${id}`, { method: 'DELETE', keepalive: true });
}

/** Edits whose chunk is gone. */
export function listStaleEdits(documentId: string, query: { pageSize: number }, signal?: AbortSignal) {
  return requestJson(EditList, `/api/documents/${documentId}/chunk-edits`, { query: { ...query, isApplied: 'false' }, signal });
}

/** Takes an edit back, also one that no longer applies. */
export async function undoEdit(id: string): Promise<void> {
  await send(`/api/chunk-edits/${id}`, { method: 'DELETE' });
}

/** Makes the words of an edit that no longer applies a chunk of their own. */
export function addFromEdit(id: string) {
  return requestJson(DocumentChunk, `/api/chunk-edits/${id}/add`, { method: 'POST' });
}
