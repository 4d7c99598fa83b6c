import type { Provider } from '#contracts/model';
import { ProviderOptions, ProviderProtocol } from '#contracts/provider-options';
import type { Provider as ProviderRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

/** A provider as stored: the key sealed. Providers belong to the installation, not to a person. */
export type StoredProvider = Omit<Provider, 'hasPersonalKey'> & { sealedApiKey: string | undefined; updatedAt: string };
export type ProviderFields = Partial<Pick<Provider, 'name' | 'protocol' | 'baseUrl' | 'proxyUrl' | 'options' | 'chatModels' | 'embeddingModels'>> & {
  sealedApiKey?: string | null;
};

function fromRow(row: ProviderRow): StoredProvider {
  return {
    id: row.id,
    name: row.name,
    protocol: ProviderProtocol.parse(row.protocol),
    baseUrl: row.baseUrl,
    proxyUrl: row.proxyUrl || undefined,
    options: ProviderOptions.parse(JSON.parse(row.options)),
    hasApiKey: row.apiKey !== null,
    sealedApiKey: row.apiKey ?? undefined,
    chatModels: JSON.parse(row.chatModels) as string[],
    embeddingModels: JSON.parse(row.embeddingModels) as string[],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toColumns({ name, protocol, baseUrl, proxyUrl, options, chatModels, embeddingModels, sealedApiKey }: ProviderFields) {
  return {
    name,
    protocol,
    baseUrl,
    proxyUrl: proxyUrl === '' ? null : proxyUrl,
    options: options && JSON.stringify(options),
    apiKey: sealedApiKey,
    chatModels: chatModels && JSON.stringify(chatModels),
    embeddingModels: embeddingModels && JSON.stringify(embeddingModels),
  };
}

/** A model of a provider, as it is named everywhere. */
export const modelIdOf = (providerId: string, model: string) => `${providerId}/${model}`;

export async function listProviders(database: Database): Promise<StoredProvider[]> {
  const rows = await database.client.provider.findMany({ orderBy: { createdAt: 'asc' } });
  return rows.map(fromRow);
}

export function findProvider(database: Database, id: string): Promise<StoredProvider | undefined> {
  return database.remember(`provider ${id}`, async () => {
    const row = await database.client.provider.findUnique({ where: { id } });
    return row ? fromRow(row) : undefined;
  });
}

/** @throws AppError not_found */
export async function getProvider(database: Database, id: string): Promise<StoredProvider> {
  const provider = await findProvider(database, id);
  if (!provider) throw new AppError('not_found', `Provider ${id} does not exist`);
  return provider;
}

/** @throws AppError conflict when the name is taken */
export async function insertProvider(
  database: Database,
  id: string,
  fields: ProviderFields & { name: string; baseUrl: string },
): Promise<StoredProvider> {
  const data = { ...toColumns(fields), id, name: fields.name, baseUrl: fields.baseUrl };
  return fromRow(await refuseTakenName('provider', fields.name, () => database.write((transaction) => transaction.provider.create({ data }))));
}

/** @throws AppError conflict when the name is taken */
export async function updateProviderFields(database: Database, id: string, fields: ProviderFields): Promise<StoredProvider> {
  const data = toColumns(fields);
  return fromRow(
    await refuseTakenName('provider', fields.name, () => database.write((transaction) => transaction.provider.update({ where: { id }, data }))),
  );
}

export async function deleteProvider(database: Database, id: string): Promise<void> {
  await database.write((transaction) => transaction.provider.deleteMany({ where: { id } }));
}

/** Names of the knowledge bases whose vectors come from one of these embedding models. */
export async function listKnowledgeBasesUsing(database: Database, modelIds: readonly string[]): Promise<string[]> {
  const rows = await database.client.knowledgeBase.findMany({ where: { embeddingModel: { in: [...modelIds] } }, select: { name: true } });
  return rows.map(({ name }) => name);
}
