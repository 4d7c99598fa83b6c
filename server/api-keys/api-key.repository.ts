import { z } from 'zod';
import { type ApiKey, ApiKeyKind, apiKeysLimit, type CreateApiKey } from '#contracts/api-key';
import type { ApiKey as ApiKeyRow } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';

const strings = (json: string) => z.array(z.string()).parse(JSON.parse(json));

function present(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    kind: ApiKeyKind.parse(row.kind),
    knowledgeBaseIds: strings(row.knowledgeBaseIds),
    origins: strings(row.origins),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString(),
  };
}

export async function insertApiKey(database: Database, { userId }: Principal, id: string, hash: string, input: CreateApiKey): Promise<ApiKey> {
  const origins = input.kind === 'widget' ? input.origins : [];
  const { name, kind, knowledgeBaseIds } = input;
  const lists = { knowledgeBaseIds: JSON.stringify(knowledgeBaseIds), origins: JSON.stringify(origins) };
  return present(await database.write((transaction) => transaction.apiKey.create({ data: { id, hash, name, kind, ownerId: userId, ...lists } })));
}

/** The newest first. */
export async function listApiKeys(database: Database, { userId }: Principal): Promise<ApiKey[]> {
  const rows = await database.client.apiKey.findMany({ where: { ownerId: userId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: apiKeysLimit });
  return rows.map(present);
}

export async function findApiKeyByHash(database: Database, hash: string): Promise<(ApiKey & { ownerId: string }) | undefined> {
  const row = await database.client.apiKey.findUnique({ where: { hash } });
  return row ? { ...present(row), ownerId: row.ownerId } : undefined;
}

/** Every origin that a widget of any owner may be used on. */
export async function listWidgetOrigins(database: Database): Promise<Set<string>> {
  const rows = await database.client.apiKey.findMany({ where: { kind: 'widget' }, select: { origins: true } });
  return new Set(rows.flatMap(({ origins }) => strings(origins)));
}

export async function noteApiKeyUse(database: Database, id: string): Promise<void> {
  await database.write((transaction) => transaction.apiKey.updateMany({ where: { id }, data: { lastUsedAt: new Date() } }));
}

export async function removeApiKey(database: Database, { userId }: Principal, id: string): Promise<boolean> {
  const { count } = await database.write((transaction) => transaction.apiKey.deleteMany({ where: { id, ownerId: userId } }));
  return count > 0;
}
