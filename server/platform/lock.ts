import path from 'node:path';
import { createClient } from '@libsql/client';
import { AppError } from './errors.ts';

/**
 * Makes sure that one server works on a data folder. The operating system drops the lock with the process,
 * however it ends, so no stale lock is ever left behind.
 * @throws AppError conflict when another process holds it
 */
export async function lockDataFolder(dataDir: string): Promise<AsyncDisposable> {
  const client = createClient({ url: `file:${path.join(dataDir, '.lock')}`, timeout: 500 });
  try {
    const transaction = await client.transaction('write');
    await transaction.execute('CREATE TABLE IF NOT EXISTS held (by INTEGER)');
    await transaction.execute({ sql: 'INSERT INTO held VALUES (?)', args: [process.pid] });
    return {
      async [Symbol.asyncDispose]() {
        transaction.close();
        client.close();
      },
    };
  } catch (error) {
    client.close();
    throw new AppError('conflict', `Another Lectern is running on the data folder ${dataDir}`, { hint: 'Stop it, or set DATA_DIR to another folder.' }, { cause: error });
  }
}
