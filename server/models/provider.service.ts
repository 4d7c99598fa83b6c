import { randomUUID } from 'node:crypto';
import type { CreateProvider, Provider, UpdateProvider } from '#contracts/model';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import { modelIdOf } from './model-catalog.ts';
import {
  deleteProvider,
  getProvider,
  insertProvider,
  listKnowledgeBasesUsing,
  updateProviderFields,
  type StoredProvider,
} from './provider.repository.ts';

type Context = { database: Database; secrets: Secrets };

/** What may leave the server: everything but the key. */
export function presentProvider({ sealedApiKey: _sealed, updatedAt: _updatedAt, ...provider }: StoredProvider): Provider {
  return provider;
}

async function refuseWhileUsed(database: Database, provider: StoredProvider, embeddingModels: readonly string[]): Promise<void> {
  const names = await listKnowledgeBasesUsing(
    database,
    embeddingModels.map((model) => modelIdOf(provider.id, model)),
  );
  if (names.length === 0) return;
  throw new AppError('conflict', `"${provider.name}" makes the vectors of: ${names.join(', ')}`, {
    knowledgeBases: names,
    hint: 'Give these knowledge bases another embedding model and rebuild them, or delete them first.',
  });
}

export async function createProvider({ database, secrets }: Context, { apiKey, ...fields }: CreateProvider): Promise<Provider> {
  return presentProvider(await insertProvider(database, randomUUID(), { ...fields, sealedApiKey: apiKey ? secrets.seal(apiKey) : null }));
}

/** @throws AppError not_found, conflict; invalid_request when a stored key would go to a host it was not entered for */
export async function updateProvider({ database, secrets }: Context, id: string, { apiKey, ...fields }: UpdateProvider): Promise<Provider> {
  const provider = await getProvider(database, id);
  const movesHost = fields.baseUrl !== undefined && new URL(fields.baseUrl).origin !== new URL(provider.baseUrl).origin;
  if (movesHost && provider.hasApiKey && apiKey === undefined) {
    throw new AppError('invalid_request', 'The API key has to be entered again: it goes only to the host it was entered for', {
      field: 'apiKey',
    });
  }
  const dropped = provider.embeddingModels.filter((model) => fields.embeddingModels && !fields.embeddingModels.includes(model));
  await refuseWhileUsed(database, provider, dropped);
  const sealedApiKey = apiKey === undefined ? undefined : apiKey === '' ? null : secrets.seal(apiKey);
  return presentProvider(await updateProviderFields(database, id, { ...fields, sealedApiKey }));
}

/** @throws AppError conflict, naming the knowledge bases that need it */
export async function removeProvider({ database }: Pick<Context, 'database'>, id: string): Promise<void> {
  const provider = await getProvider(database, id);
  await refuseWhileUsed(database, provider, provider.embeddingModels);
  await deleteProvider(database, id);
}
