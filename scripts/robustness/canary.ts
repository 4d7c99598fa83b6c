import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Surroundings } from './hostile/hostile-file.ts';

export type Canary = AsyncDisposable & Surroundings & { requests: string[] };

/** What documents must not reach: an address that notes who asks, and a file with words of its own. */
export async function openCanary(folder: string): Promise<Canary> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const secret = `canary${randomBytes(8).toString('hex')}`;
  const secretPath = path.join(folder, 'secret.txt');
  await writeFile(secretPath, `These words are nobody's business: ${secret}`);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretPath,
    secret,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
