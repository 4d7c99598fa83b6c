import type { z } from 'zod';
import { type CreateProvider, Model, Provider, type TestProvider, TestProviderResult, type UpdateProvider } from '#contracts/model';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const ModelList = listOf(Model);
const ProviderList = listOf(Provider);

export function listModels(signal?: AbortSignal) {
  return requestJson(ModelList, '/api/models', { signal });
}

export function listProviders(signal?: AbortSignal) {
  return requestJson(ProviderList, '/api/providers', { signal });
}

export function createProvider(body: z.input<typeof CreateProvider>) {
  return requestJson(Provider, '/api/providers', { method: 'POST', body });
}

export function updateProvider(id: string, body: UpdateProvider) {
  return requestJson(Provider, `/api/providers/${id}`, { method: 'PATCH', body });
}

export async function removeProvider(id: string): Promise<void> {
  await send(`/api/providers/${id}`, { method: 'DELETE' });
}

export function testProvider(body: Partial<TestProvider>, signal?: AbortSignal) {
  return requestJson(TestProviderResult, '/api/providers/test', { method: 'POST', body, signal });
}
