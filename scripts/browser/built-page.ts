import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const buildWithinMs = 300_000;

/** Builds the page unless it is current. */
export async function buildPage(): Promise<void> {
  const bootstrap = path.join(import.meta.dirname, '../bootstrap.mjs');
  await promisify(execFile)(process.execPath, [bootstrap, 'build'], { timeout: buildWithinMs });
}
