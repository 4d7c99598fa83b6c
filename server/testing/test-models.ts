import path from 'node:path';
import { LocalModels } from '../models/local/local-model.service.ts';
import { createModelCatalog, type CatalogContext, type ModelCatalog } from '../models/model-catalog.ts';
import { createProxies } from '../models/proxies.ts';
import type { Database } from '../platform/database.ts';
import { createLogger } from '../platform/logger.ts';
import { openSettings } from '../settings/setting.service.ts';
import { openTestSecrets } from './test-secrets.ts';

/** The true models over a database, and what they are made of. @param modelsDir folder of local models; there are none without it */
export async function openTestModels(database: Database, modelsDir = path.join(import.meta.dirname, 'no-models')): Promise<CatalogContext & ModelCatalog> {
  const localModels = new LocalModels({ database, modelsDir, log: createLogger('silent') });
  const context = { database, localModels, secrets: await openTestSecrets(), settings: openSettings(database), proxies: createProxies() };
  return { ...context, ...createModelCatalog(context) };
}
