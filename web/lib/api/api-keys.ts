import { z } from 'zod';
import { ApiKey, type CreateApiKey, CreatedApiKey } from '#contracts/api-key';
import { requestJson, send } from './request.ts';

const ApiKeyList = z.object({ items: z.array(ApiKey) });

export function listApiKeys(signal?: AbortSignal) {
  return requestJson(ApiKeyList, '/api/api-keys', { signal });
}

export function createApiKey(body: CreateApiKey) {
  return requestJson(CreatedApiKey, '/api/api-keys', { method: 'POST', body });
}

export async function revokeApiKey(id: string): Promise<void> {
  await send(`/api/api-keys/${id}`, { method: 'DELETE' });
}
