import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const serverFolder = path.join(import.meta.dirname, '../../../server');

/** The name of every failpoint that stands in the server's source. */
export async function listFailpoints(): Promise<string[]> {
  const names = new Set<string>();
  for (const entry of await readdir(serverFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const source = await readFile(path.join(entry.parentPath, entry.name), 'utf8');
    for (const [, name] of source.matchAll(/\bfailpoint\('([\w.-]+)'\)/g)) names.add(name!);
  }
  return [...names].sort();
}
