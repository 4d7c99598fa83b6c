import { z } from 'zod';
import type { Database } from '../platform/database.ts';
import { translatorKeySetting as key } from './translator-key.ts';

/** A key goes only to the origin it was entered for. */
const StoredKey = z.object({ origin: z.string(), sealedApiKey: z.string() });
export type StoredKey = z.infer<typeof StoredKey>;

export async function findTranslatorKey(database: Database): Promise<StoredKey | undefined> {
  const row = await database.client.setting.findUnique({ where: { key } });
  return row ? StoredKey.parse(JSON.parse(row.value)) : undefined;
}

/** @param stored undefined removes it */
export async function writeTranslatorKey(database: Database, stored: StoredKey | undefined): Promise<void> {
  await database.write(async ({ setting }) => {
    const value = JSON.stringify(stored);
    if (stored) await setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    else await setting.deleteMany({ where: { key } });
  });
}
