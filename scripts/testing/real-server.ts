import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { serverArgs } from '../bootstrap/server-args.mjs';

const startWithinMs = 60_000;
const stopWithinMs = 15_000;
const root = path.join(import.meta.dirname, '../..');

/** A server as people run it: a process of its own, on a free port, on the data folder given. */
export type RealServer = {
  url: string;
  pid: number;
  /** SIGKILL, as a power cut would be. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code it ends with. */
  stop(): Promise<number | null>;
  isRunning(): boolean;
  /** The end of what it printed. */
  said(): string;
};

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit', { signal: AbortSignal.timeout(stopWithinMs) });
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

/** Starts the process without waiting for it. The end of what it said is kept, to be told when the start fails. */
export function spawnServer(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, serverArgs, {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
  return { child, said: () => said };
}

async function urlOf({ child, said }: ReturnType<typeof spawnServer>): Promise<string> {
  const lines = createInterface({ input: child.stdout });
  const timer = setTimeout(() => child.kill('SIGKILL'), startWithinMs);
  try {
    for await (const line of lines) {
      const url = /Lectern is at (http:\S+)/.exec(line)?.[1];
      if (url) return url;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`The server did not start:\n${said()}`);
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/readyz`);
    await response.arrayBuffer();
    if (response.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} was not ready within ${startWithinMs} ms`);
}

export async function startServer(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<RealServer> {
  const spawned = spawnServer(dataDir, env);
  const url = await urlOf(spawned);
  await waitUntilReady(url);
  return {
    url,
    pid: spawned.child.pid!,
    kill: async () => void (await ended(spawned.child, 'SIGKILL')),
    stop: () => ended(spawned.child, 'SIGTERM'),
    isRunning: () => spawned.child.exitCode === null && spawned.child.signalCode === null,
    said: spawned.said,
  };
}
