import { z } from 'zod';
import type { RebuildRequest } from '#contracts/job';
import { type CreateKnowledgeBase, type IngestionAction, KnowledgeBase, type UpdateKnowledgeBase, VectorStore } from '#contracts/knowledge-base';
import { listOf } from '#contracts/pagination';
import { SearchResponse, type SearchRequest } from '#contracts/search';
import { requestJson, send } from './request.ts';

const KnowledgeBaseList = listOf(KnowledgeBase);
const VectorStoreList = listOf(VectorStore);
const RebuildStarted = z.object({ jobId: z.string() });

export function listKnowledgeBases(signal?: AbortSignal) {
  return requestJson(KnowledgeBaseList, '/api/knowledge-bases', { query: { pageSize: 200 }, signal });
}

export function listVectorStores(signal?: AbortSignal) {
  return requestJson(VectorStoreList, '/api/vector-stores', { signal });
}

export function getKnowledgeBase(id: string, signal?: AbortSignal) {
  return requestJson(KnowledgeBase, `/api/knowledge-bases/${id}`, { signal });
}

export function createKnowledgeBase(body: Partial<CreateKnowledgeBase>) {
  return requestJson(KnowledgeBase, '/api/knowledge-bases', { method: 'POST', body });
}

export function updateKnowledgeBase(id: string, body: UpdateKnowledgeBase) {
  return requestJson(KnowledgeBase, `/api/knowledge-bases/${id}`, { method: 'PATCH', body });
}

export async function removeKnowledgeBase(id: string): Promise<void> {
  await send(`/api/knowledge-bases/${id}`, { method: 'DELETE' });
}

export function rebuildKnowledgeBase(id: string, body: RebuildRequest) {
  return requestJson(RebuildStarted, `/api/knowledge-bases/${id}/rebuild`, { method: 'POST', body });
}

export async function cancelRebuild(id: string): Promise<void> {
  await send(`/api/knowledge-bases/${id}/rebuild`, { method: 'DELETE' });
}

/** Of all that waits and is under way in it. */
export function controlIngestion(id: string, action: IngestionAction) {
  return requestJson(KnowledgeBase, `/api/knowledge-bases/${id}/ingestion`, { method: 'POST', body: { action } });
}

/** Goes back to the settings before the last rebuild that changed any. */
export function undoRebuild(id: string) {
  return requestJson(RebuildStarted, `/api/knowledge-bases/${id}/rebuild/undo`, { method: 'POST' });
}

export function searchKnowledgeBase(id: string, body: SearchRequest, signal?: AbortSignal) {
  return requestJson(SearchResponse, `/api/knowledge-bases/${id}/search`, { method: 'POST', body, signal });
}
