import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@libsql/client';
import { AppError } from './errors.ts';
import { failpoint } from './failpoints.ts';

type Migration = { name: string; sql: string; checksum: string };

/** The table that Prisma itself keeps, so that its tools agree with this runner. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME, migration_name TEXT NOT NULL,
  logs TEXT, rolled_back_at DATETIME, started_at DATETIME NOT NULL DEFAULT current_timestamp,
  applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function appliedMigrations(client: Client): Promise<Map<string, string>> {
  await client.execute(historyTable);
  const { rows } = await client.execute('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL');
  return new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
}

function refuseForeignHistory(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    if (!known.has(name)) {
      throw new AppError('unsupported', `The database was written by a newer Lectern (it has the migration "${name}", unknown here)`, {
        hint: 'Update Lectern, or set DATA_DIR to another folder.',
      });
    }
    if (known.get(name) !== checksum) {
      throw new AppError('unsupported', `The migration "${name}" is not the one this database was made with`, {
        hint: 'Restore the migration file of the release you installed.',
      });
    }
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const transaction = await client.transaction('write');
  try {
    await transaction.executeMultiple(migration.sql);
    await transaction.execute({
      sql: `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
            VALUES (?, ?, current_timestamp, ?, 1)`,
      args: [randomUUID(), migration.checksum, migration.name],
    });
    failpoint('migration.commit');
    await transaction.commit();
  } finally {
    transaction.close();
  }
}

/**
 * Applies the committed migrations that the database has not got, each in a transaction of its own.
 * @param backUp called before the first change to a database that already holds data
 * @throws AppError unsupported when the database is newer than this program
 */
export async function migrate(client: Client, directory: string, backUp: () => Promise<void>): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const applied = await appliedMigrations(client);
  refuseForeignHistory(migrations, applied);
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  if (missing.length > 0 && applied.size > 0) await backUp();
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}
