import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listenOnLoopback } from '../../server/testing/listen.ts';
import type { Surroundings } from './hostile/hostile-file.ts';

export type Canary = AsyncDisposable & Surroundings & { requests: string[] };

/** What documents must not reach: an address that notes who asks, and a file with words of its own. */
export async function openCanary(folder: string): Promise<Canary> {
  const requests: string[] = [];
  const server = await listenOnLoopback((request, response) => {
    requests.push(request.url ?? '');
    response.end('reached');
  });
  const secret = `canary${randomBytes(8).toString('hex')}`;
  const secretPath = path.join(folder, 'secret.txt');
  await writeFile(secretPath, `These words are nobody's business: ${secret}`);
  return { ...server, secretPath, secret, requests };
}
