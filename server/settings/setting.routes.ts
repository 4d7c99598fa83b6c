import { Settings, UpdateSettings } from '#contracts/setting';
import type { ModelCatalog } from '../models/model-catalog.ts';
import type { Database } from '../platform/database.ts';
import { route, type Route } from '../platform/http.ts';
import { updateSettings, type SettingSource } from './setting.service.ts';

export function settingRoutes(context: ModelCatalog & { database: Database; settings: SettingSource }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/settings',
      summary: 'Settings of the whole installation',
      responds: Settings,
      handle: () => context.settings.get(),
    }),
    route({
      method: 'patch',
      path: '/api/settings',
      summary: 'Change settings',
      body: UpdateSettings,
      responds: Settings,
      handle: ({ body }) => updateSettings(context, body),
    }),
  ];
}
