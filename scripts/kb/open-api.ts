import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createApp } from '../../server/app.ts';
import { type AppContext, createContext } from '../../server/context.ts';
import type { Config } from '../../server/platform/config.ts';
import { AppError } from '../../server/platform/errors.ts';
import { findServerAddress } from '../../server/platform/server-address.ts';
import { openWebPage } from '../../server/web-page.ts';
import { Api } from './api.ts';

export type OpenedApi = AsyncDisposable & { api: Api; /** Here, not in a server that was running before. */ context?: AppContext };

/** The server that works on the data folder: the one that runs, or else one of our own for as long as the command takes. */
export async function openApi(config: Config, { startsWork }: { startsWork: boolean }): Promise<OpenedApi> {
  await mkdir(config.dataDir, { recursive: true });
  // What is printed is what was asked for.
  const context = await createContext({ ...config, logLevel: 'silent' }).catch(async (error: unknown) => {
    const url = error instanceof AppError && error.code === 'conflict' ? await findServerAddress(config.dataDir) : undefined;
    if (url === undefined) throw error;
    return url;
  });
  if (typeof context === 'string') return { api: new Api(context), [Symbol.asyncDispose]: async () => {} };
  const server = createServer(createApp(context, await openWebPage(path.join(config.dataDir, 'no-page'))));
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (startsWork) await context.start();
  return {
    api: new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    context,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await context[Symbol.asyncDispose]();
    },
  };
}
