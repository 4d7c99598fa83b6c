import type { z } from 'zod';
import { type AddLocalModel, LocalModel, type UpdateLocalModel } from '#contracts/local-model';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const LocalModelList = listOf(LocalModel);

export function listLocalModels(signal?: AbortSignal) {
  return requestJson(LocalModelList, '/api/local-models', { signal });
}

export function addLocalModel(body: z.input<typeof AddLocalModel>) {
  return requestJson(LocalModel, '/api/local-models', { method: 'POST', body });
}

export function updateLocalModel(id: string, body: UpdateLocalModel) {
  return requestJson(LocalModel, `/api/local-models/${id}`, { method: 'PATCH', body });
}

export async function removeLocalModel(id: string, { deleteFiles }: { deleteFiles: boolean }): Promise<void> {
  await send(`/api/local-models/${id}`, { method: 'DELETE', query: { deleteFiles: String(deleteFiles) } });
}

export function loadLocalModel(id: string) {
  return requestJson(LocalModel, `/api/local-models/${id}/load`, { method: 'POST' });
}

export function stopLocalModel(id: string) {
  return requestJson(LocalModel, `/api/local-models/${id}/stop`, { method: 'POST' });
}
