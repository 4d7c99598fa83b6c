import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../platform/database.ts';
import { localAdministrator } from '../platform/principal.ts';

export const migrationsDir = path.join(import.meta.dirname, '../../prisma/migrations');

/** A new folder under the system's temporary one; `remove` deletes it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-test-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A real database in a file of its own, with the local administrator in it. */
export async function openTestDatabase(): Promise<Database> {
  const folder = await temporaryFolder();
  const database = await openDatabase({ url: `file:${path.join(folder.path, 'test.db')}`, migrationsDir });
  await database.write((transaction) => transaction.user.create({ data: { id: localAdministrator.userId, name: 'Administrator' } }));
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}
