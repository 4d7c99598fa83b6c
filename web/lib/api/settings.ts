import { Settings, type UpdateSettings } from '#contracts/setting';
import { requestJson } from './request.ts';

export function getSettings(signal?: AbortSignal) {
  return requestJson(Settings, '/api/settings', { signal });
}

export function updateSettings(body: UpdateSettings) {
  return requestJson(Settings, '/api/settings', { method: 'PATCH', body });
}
