import type { Database } from '../platform/database.ts';

/** An engine that was set up; the key sealed. Engines belong to the installation, not to a person. */
export type StoredSearchEngine = { id: string; baseUrl: string; sealedApiKey?: string };

const addressPrefix = 'searchEngine:';
/** Rows of keys stand apart from the others, so that backups can leave them out. */
export const searchEngineKeyPrefix = 'searchEngineKey:';

export async function listStoredEngines(database: Database): Promise<StoredSearchEngine[]> {
  const rows = await database.client.setting.findMany({ where: { key: { startsWith: 'searchEngine' } } });
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  const read = (key: string) => (values.has(key) ? (JSON.parse(values.get(key)!) as string) : undefined);
  return searchEngineIds(values.keys()).map((id) => ({
    id,
    baseUrl: read(addressPrefix + id)!,
    sealedApiKey: read(searchEngineKeyPrefix + id),
  }));
}

const searchEngineIds = (settingKeys: Iterable<string>) =>
  [...settingKeys].filter((key) => key.startsWith(addressPrefix)).map((key) => key.slice(addressPrefix.length));

/** @param sealedApiKey null removes a stored key; undefined keeps it */
export async function writeEngine(
  database: Database,
  id: string,
  baseUrl: string,
  sealedApiKey: string | null | undefined,
): Promise<void> {
  await database.write(async ({ setting }) => {
    const put = (key: string, value: string) => setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    await put(addressPrefix + id, JSON.stringify(baseUrl));
    if (sealedApiKey === null) await setting.deleteMany({ where: { key: searchEngineKeyPrefix + id } });
    else if (sealedApiKey !== undefined) await put(searchEngineKeyPrefix + id, JSON.stringify(sealedApiKey));
  });
}

export async function deleteEngine(database: Database, id: string): Promise<void> {
  await database.write(({ setting }) => setting.deleteMany({ where: { key: { in: [addressPrefix + id, searchEngineKeyPrefix + id] } } }));
}
