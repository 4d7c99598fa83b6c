import { Provider, type PersonalKey, TestModelResult } from '#contracts/model';
import { listOf } from '#contracts/pagination';
import { ProviderPreset } from '#contracts/provider-options';
import { requestJson } from './request.ts';

const PresetList = listOf(ProviderPreset);

export function listProviderPresets(signal?: AbortSignal) {
  return requestJson(PresetList, '/api/provider-presets', { signal });
}

export function setPersonalKey(providerId: string, body: PersonalKey) {
  return requestJson(Provider, `/api/providers/${providerId}/key`, { method: 'PUT', body });
}

export function removePersonalKey(providerId: string) {
  return requestJson(Provider, `/api/providers/${providerId}/key`, { method: 'DELETE' });
}

/** Has a reranker put two passages into order. */
export function testReranker(model: string) {
  return requestJson(TestModelResult, '/api/models/test', { method: 'POST', body: { model, kind: 'reranker' } });
}

/** Asks a model for a word. */
export function testModel(model: string) {
  return requestJson(TestModelResult, '/api/models/test', { method: 'POST', body: { model } });
}
