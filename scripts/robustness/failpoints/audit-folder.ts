import path from 'node:path';
import { audit } from '../../../server/maintenance/doctor/audit.ts';
import { openDatabase } from '../../../server/platform/database.ts';
import { createFileStore } from '../../../server/platform/files.ts';

const migrationsDir = path.join(import.meta.dirname, '../../../prisma/migrations');

/** What `npm run kb -- doctor` finds in the folder of a server that was stopped. */
export async function auditFolder(dataDir: string): Promise<string[]> {
  await using database = await openDatabase({ url: `file:${path.join(dataDir, 'lectern.db')}`, migrationsDir });
  const findings = await audit({ database, files: createFileStore({ root: dataDir }) });
  return findings.map(({ kind, subject }) => `doctor: ${kind} ${subject}`);
}
