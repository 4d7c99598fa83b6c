import { randomUUID } from 'node:crypto';
import type { CreateProvider, Provider, UpdateProvider } from '#contracts/model';
import type { ProviderProtocol } from '#contracts/provider-options';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { Secrets } from '../platform/secrets.ts';
import { deletePersonalKeysOf, findPersonalKey, listPersonalKeys } from './personal-key.repository.ts';
import { protocols } from './protocols/index.ts';
import {
  deleteProvider,
  getProvider,
  insertProvider,
  listKnowledgeBasesUsing,
  listProviders,
  modelIdOf,
  updateProviderFields,
  type StoredProvider,
} from './provider.repository.ts';

type Context = { database: Database; secrets: Secrets };

/** What may leave the server: everything but the key. */
export function presentProvider({ sealedApiKey: _sealed, updatedAt: _updatedAt, ...provider }: StoredProvider, hasPersonalKey: boolean): Provider {
  return { ...provider, hasPersonalKey };
}

export async function listPresentedProviders({ database }: Pick<Context, 'database'>, principal: Principal): Promise<Provider[]> {
  const own = new Set((await listPersonalKeys(database, principal)).map(({ providerId }) => providerId));
  return (await listProviders(database)).map((provider) => presentProvider(provider, own.has(provider.id)));
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

function refuseEmbeddingsWithout(protocolId: ProviderProtocol, embeddingModels: readonly string[]): void {
  const protocol = protocols.get(protocolId);
  if (protocol.embed || embeddingModels.length === 0) return;
  throw new AppError('invalid_request', `${protocol.label} has no embedding models`, {
    field: 'embeddingModels',
    hint: 'Take those of another provider, a local model, or the built-in one.',
  });
}

export async function createProvider({ database, secrets }: Context, { apiKey, ...fields }: CreateProvider): Promise<Provider> {
  refuseEmbeddingsWithout(fields.protocol, fields.embeddingModels);
  const stored = await insertProvider(database, randomUUID(), { ...fields, sealedApiKey: apiKey ? secrets.seal(apiKey) : null });
  return presentProvider(stored, false);
}

/** @throws AppError not_found, conflict; invalid_request when a stored key would go to a host it was not entered for */
export async function updateProvider(
  { database, secrets }: Context,
  principal: Principal,
  id: string,
  { apiKey, ...fields }: UpdateProvider,
): Promise<Provider> {
  const provider = await getProvider(database, id);
  const movesHost = fields.baseUrl !== undefined && new URL(fields.baseUrl).origin !== new URL(provider.baseUrl).origin;
  if (movesHost && provider.hasApiKey && apiKey === undefined) {
    throw new AppError('invalid_request', 'The API key has to be entered again: it goes only to the host it was entered for', {
      field: 'apiKey',
    });
  }
  const { embeddingModels = provider.embeddingModels, protocol = provider.protocol } = fields;
  refuseEmbeddingsWithout(protocol, embeddingModels);
  await refuseWhileUsed(
    database,
    provider,
    provider.embeddingModels.filter((model) => !embeddingModels.includes(model)),
  );
  if (movesHost) await deletePersonalKeysOf(database, id);
  const sealedApiKey = apiKey === undefined ? undefined : apiKey === '' ? null : secrets.seal(apiKey);
  const stored = await updateProviderFields(database, id, { ...fields, sealedApiKey });
  return presentProvider(stored, (await findPersonalKey(database, principal, id)) !== undefined);
}

/** @throws AppError conflict, naming the knowledge bases that need it */
export async function removeProvider({ database }: Pick<Context, 'database'>, id: string): Promise<void> {
  const provider = await getProvider(database, id);
  await refuseWhileUsed(database, provider, provider.embeddingModels);
  await deleteProvider(database, id);
}
