import type { Settings, UpdateSettings } from '#contracts/setting';
import type { ModelCatalog } from '../models/model-catalog.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { searchProtocols } from '../search-engines/engines/index.ts';
import { readSettings, writeSettings } from './setting.repository.ts';

export type SettingSource = { get(): Promise<Settings> };

export function openSettings(database: Database): SettingSource {
  return { get: () => readSettings(database) };
}

const asFieldError = (field: keyof Settings) => (error: unknown) => {
  if (error instanceof AppError && error.code === 'not_found')
    throw new AppError('invalid_request', error.message, { ...error.details, field });
  throw error;
};

function refuseUnknownEngine({ defaultSearchEngine }: UpdateSettings): void {
  if (!defaultSearchEngine) return;
  const known = searchProtocols.ids();
  if (known.includes(defaultSearchEngine)) return;
  throw new AppError('invalid_request', `No search engine named "${defaultSearchEngine}"`, { field: 'defaultSearchEngine', known });
}

/** A setting that names a model names one that exists. */
async function refuseUnknownModels({ chatModels, embeddingModels, rerankers }: ModelCatalog, change: UpdateSettings): Promise<void> {
  for (const field of ['defaultChatModel', 'agentModel', 'translationModel'] as const) {
    const id = change[field];
    if (!id) continue;
    const { converses } = await chatModels.get(id).catch(asFieldError(field));
    if (!converses) throw new AppError('invalid_request', `"${id}" answers from passages only`, { field });
  }
  if (change.defaultAnswerModel !== undefined) await chatModels.get(change.defaultAnswerModel).catch(asFieldError('defaultAnswerModel'));
  if (change.defaultEmbeddingModel !== undefined)
    await embeddingModels.get(change.defaultEmbeddingModel).catch(asFieldError('defaultEmbeddingModel'));
  if (change.reranker) await rerankers.get(change.reranker).catch(asFieldError('reranker'));
}

/** @throws AppError invalid_request when a model or search engine is unknown; nothing is changed then */
export async function updateSettings(context: ModelCatalog & { database: Database }, change: UpdateSettings): Promise<Settings> {
  refuseUnknownEngine(change);
  await refuseUnknownModels(context, change);
  await writeSettings(context.database, change);
  return readSettings(context.database);
}
