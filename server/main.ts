import { access, constants, mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from './app.ts';
import { createContext } from './context.ts';
import { createAppServer } from './platform/app-server.ts';
import { type Config, loadConfig } from './platform/config.ts';
import { AppError, hasErrnoCode, messageOf } from './platform/errors.ts';
import { armFailpoints } from './platform/failpoints.ts';
import { forgetServerAddress, noteServerAddress } from './platform/server-address.ts';
import { openWebPage } from './web-page.ts';

const stopWithinMs = 10_000;
const webPageDir = path.join(import.meta.dirname, '../web/out');

async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError('storage_full', `The data folder ${dataDir} cannot be written: ${messageOf(error)}`, { hint: 'Give this user the right to write there, or set DATA_DIR.' });
  }
}

async function listen(server: Server, { host, port }: Config['listen']): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const inUse = hasErrnoCode(error, 'EADDRINUSE');
      reject(inUse ? new AppError('conflict', `Port ${port} is in use`, { hint: 'Stop the other program, or set PORT to another number.' }) : error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
  });
}

async function run(config: Config): Promise<void> {
  const stopped = stopSignal();
  await prepareDataFolder(config.dataDir);
  await using context = await createContext(config);
  const server = createAppServer(createApp(context, await openWebPage(webPageDir)));
  // Uploads may take long; a client that sends nothing at all for this long is gone.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  // Longer than a proxy or a browser keeps an idle connection, so that neither sends into one that is being closed.
  server.keepAliveTimeout = 75_000;
  const url = await listen(server, config.listen);
  await noteServerAddress(config.dataDir, url);
  await context.start();
  process.stdout.write(`Lectern is at ${url}\n`);
  context.log.info({ signal: await stopped }, 'stopping');
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await forgetServerAddress(config.dataDir);
  server.close();
  server.closeAllConnections();
}

process.on('unhandledRejection', (error) => {
  process.stderr.write(`${JSON.stringify({ level: 'error', msg: 'unhandled rejection', error: messageOf(error) })}\n`);
});

try {
  const config = loadConfig();
  armFailpoints(config.failpoints, (name) => process.stderr.write(`failpoint ${name}\n`));
  await run(config);
  process.exit(0);
} catch (error) {
  const hint = error instanceof AppError && error.hint ? ` ${error.hint}` : '';
  process.stderr.write(`Lectern cannot start. ${messageOf(error)}${error instanceof AppError ? '.' : ''}${hint}\n`);
  process.exitCode = 1;
  process.exit();
}
