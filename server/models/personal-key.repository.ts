import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';

/** A person's own key for a provider, sealed. */
export type StoredPersonalKey = { providerId: string; sealedApiKey: string; updatedAt: string };

export async function listPersonalKeys(database: Database, { userId }: Principal): Promise<StoredPersonalKey[]> {
  const rows = await database.client.personalKey.findMany({ where: { userId } });
  return rows.map(({ providerId, apiKey, updatedAt }) => ({ providerId, sealedApiKey: apiKey, updatedAt: updatedAt.toISOString() }));
}

export function findPersonalKey(database: Database, { userId }: Principal, providerId: string): Promise<StoredPersonalKey | undefined> {
  return database.remember(`personal key ${userId} ${providerId}`, async () => {
    const row = await database.client.personalKey.findUnique({ where: { providerId_userId: { providerId, userId } } });
    return row ? { providerId, sealedApiKey: row.apiKey, updatedAt: row.updatedAt.toISOString() } : undefined;
  });
}

export async function putPersonalKey(database: Database, { userId }: Principal, providerId: string, sealedApiKey: string): Promise<void> {
  await database.write((transaction) =>
    transaction.personalKey.upsert({
      where: { providerId_userId: { providerId, userId } },
      create: { providerId, userId, apiKey: sealedApiKey },
      update: { apiKey: sealedApiKey },
    }),
  );
}

export async function deletePersonalKey(database: Database, { userId }: Principal, providerId: string): Promise<void> {
  await database.write((transaction) => transaction.personalKey.deleteMany({ where: { providerId, userId } }));
}

/** When a provider moves to another host, keys that were entered for the former one go. */
export async function deletePersonalKeysOf(database: Database, providerId: string): Promise<void> {
  await database.write((transaction) => transaction.personalKey.deleteMany({ where: { providerId } }));
}
