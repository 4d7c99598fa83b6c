import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Stamps live with the packages, so that a new installation does every later step again. */
const stampDir = 'node_modules/.lectern';
const generatedNames = new Set(['node_modules', 'out', '.next', 'next-env.d.ts']);

function* filesUnder(entry) {
  if (!statSync(entry).isDirectory()) {
    yield entry;
    return;
  }
  for (const name of readdirSync(entry).sort()) {
    if (!generatedNames.has(name) && !name.includes('.test.')) yield* filesUnder(path.join(entry, name));
  }
}

/** SHA-256 over names and contents of the files and folders given; one that is missing counts as such. */
export function contentHash(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    if (!existsSync(source)) continue;
    for (const file of filesUnder(source)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** npm keeps beside the packages what it installed; packages for other systems are missing there. */
export function isInstalled() {
  const installedList = 'node_modules/.package-lock.json';
  if (!existsSync(installedList)) return false;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages).filter(([name]) => name !== '');
  return wanted.every(([name, entry]) => (installed[name] ? installed[name].version === entry.version : entry.optional === true));
}

export function isStamped(step, hash) {
  const file = path.join(stampDir, step);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

export function stamp(step, hash) {
  mkdirSync(stampDir, { recursive: true });
  writeFileSync(path.join(stampDir, step), hash);
}
