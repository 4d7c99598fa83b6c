import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');
const skipped = new Set(['node_modules', 'generated', 'out', '.next', 'next-env.d.ts']);

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(file);
    else yield file;
  }
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Every source file by its path from the root, tests included. */
export function listSources(): string[] {
  return ['server', 'web', 'scripts'].flatMap((folder) => [...filesUnder(folder)]).filter((file) => /\.(tsx?|m?js)$/.test(file));
}
