import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileDurably } from './durable-files.ts';

const fileName = '.server-url';

/** Notes beside the lock where the server that holds it is reached, for the maintenance command. */
export async function noteServerAddress(dataDir: string, url: string): Promise<void> {
  await writeFileDurably(path.join(dataDir, fileName), url);
}

export async function forgetServerAddress(dataDir: string): Promise<void> {
  await rm(path.join(dataDir, fileName), { force: true });
}

/** Only of use while the data folder is locked: a server that died leaves its address behind. */
export async function findServerAddress(dataDir: string): Promise<string | undefined> {
  const url = await readFile(path.join(dataDir, fileName), 'utf8').catch(() => undefined);
  return url && /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(url) ? url : undefined;
}
