import { z } from 'zod';
import { type CreateWatchedFolder, FolderSync, type SyncWatchedFolder, type UpdateWatchedFolder, WatchedFolder } from '#contracts/watched-folder';
import { requestJson, send } from './request.ts';

const FolderList = z.object({ items: z.array(WatchedFolder) });

export function listFolders(knowledgeBaseId: string, signal?: AbortSignal) {
  return requestJson(FolderList, `/api/knowledge-bases/${knowledgeBaseId}/folders`, { signal });
}

export function followFolder(knowledgeBaseId: string, body: CreateWatchedFolder) {
  return requestJson(WatchedFolder, `/api/knowledge-bases/${knowledgeBaseId}/folders`, { method: 'POST', body });
}

export function updateFolder(id: string, body: UpdateWatchedFolder) {
  return requestJson(WatchedFolder, `/api/folders/${id}`, { method: 'PATCH', body });
}

export async function stopFollowing(id: string): Promise<void> {
  await send(`/api/folders/${id}`, { method: 'DELETE' });
}

export function syncFolder(id: string, body: SyncWatchedFolder) {
  return requestJson(FolderSync, `/api/folders/${id}/sync`, { method: 'POST', body });
}
