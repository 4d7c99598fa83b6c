import { Settings, type UpdateSettings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';

type Key = keyof Settings;
const keys = Object.keys(Settings.shape) as Key[];

/** One setting as stored, or its default when there is none, or none that is valid any more. */
function valueOf(key: Key, stored: string | undefined): unknown {
  const parsed = stored === undefined ? undefined : Settings.shape[key].safeParse(JSON.parse(stored));
  return parsed?.success ? parsed.data : Settings.shape[key].parse(undefined);
}

/** Settings belong to the installation, not to a person. */
export function readSettings(database: Database): Promise<Settings> {
  return database.remember('settings', () => loadSettings(database));
}

async function loadSettings(database: Database): Promise<Settings> {
  const rows = await database.client.setting.findMany({ where: { key: { in: keys } } });
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  return Settings.parse(Object.fromEntries(keys.map((key) => [key, valueOf(key, stored.get(key))])));
}

export async function writeSettings(database: Database, change: UpdateSettings): Promise<void> {
  const changed = Object.entries(change).filter(([, value]) => value !== undefined);
  await database.write(async (transaction) => {
    for (const [key, given] of changed) {
      const value = JSON.stringify(given);
      await transaction.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    }
  });
}
