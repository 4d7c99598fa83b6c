import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { LocalModelFormat } from '#contracts/local-model';
import { messageOf } from '../platform/errors.ts';
import { installRuntime } from '../models/local/runtime.ts';

/** Runtimes stay here between test runs. */
const cache = path.join(import.meta.dirname, '../../node_modules/.cache/lectern-runtimes');

/**
 * Installs what runs local models, by the product's own way, once. npm reaches the package registry, which tests themselves do not.
 * @returns false without a network, with the reason printed; where CI is set, that is an error
 */
export async function hasLocalRuntimes(formats: readonly LocalModelFormat[]): Promise<boolean> {
  const environment = { ...process.env, NODE_OPTIONS: '' };
  try {
    for (const format of formats) await installRuntime(cache, format, { environment });
    return true;
  } catch (error) {
    if (process.env.CI) throw error;
    process.stderr.write(`Tests of local models are skipped: ${messageOf(error)}\n`);
    return false;
  }
}

/** An empty models folder with the installed runtimes in it. */
export async function makeModelsFolder(folder: string): Promise<string> {
  const modelsDir = path.join(folder, 'models');
  await mkdir(modelsDir, { recursive: true });
  await symlink(path.join(cache, '.runtime'), path.join(modelsDir, '.runtime'), 'junction');
  return modelsDir;
}
