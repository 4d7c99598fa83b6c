import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, hasErrnoCode, throwIfAborted } from '../../platform/errors.ts';

const leftOutBeginnings = ['temp', 'tmp', '.', '~$'];
const mostFiles = 100_000;
const deepestFolder = 64;

export type FolderFile = {
  /** From the folder, with slashes on every system: "handbook/travel.md". */
  path: string;
  absolutePath: string;
  sizeBytes: number;
  mtimeMs: number;
};

export type SkippedEntry = { path: string; reason: string };

export type FolderListing = { files: FolderFile[]; skipped: SkippedEntry[] };

/** Scratch files, hidden ones and those an office program keeps while it is open: no part of a folder's documents. */
export function isLeftOut(name: string): boolean {
  const lowerCased = name.toLowerCase();
  return leftOutBeginnings.some((beginning) => lowerCased.startsWith(beginning));
}

type Walk = FolderListing & {
  /** Without symbolic links in it. */
  root: string;
  isIgnored: (path: string) => boolean;
  signal: AbortSignal;
};

/** What a symbolic link leads to is taken as a file if it lies in the folder; a folder in it is listed where it lies. */
async function takeLink(walk: Walk, relative: string, absolutePath: string): Promise<void> {
  const skip = (reason: string) => void walk.skipped.push({ path: relative, reason });
  const target = await realpath(absolutePath).catch(() => undefined);
  if (target === undefined) return skip('a link that leads nowhere');
  if (!target.startsWith(walk.root + path.sep)) return skip('a link that leads out of the folder');
  return (await stat(target)).isFile() ? takeFile(walk, relative, absolutePath) : skip('a link to a folder');
}

async function takeFile(walk: Walk, relative: string, absolutePath: string): Promise<void> {
  if (walk.files.length >= mostFiles) {
    throw new AppError('too_large', `There are more than ${mostFiles} files in the folder`, { field: 'folder', hint: 'Import its folders one by one.' });
  }
  try {
    const { size, mtimeMs } = await stat(absolutePath);
    walk.files.push({ path: relative, absolutePath, sizeBytes: size, mtimeMs });
  } catch (error) {
    // It was removed since the folder was read.
    if (!hasErrnoCode(error, 'ENOENT')) throw error;
  }
}

async function walkFolder(walk: Walk, relativeFolder: string, depth: number): Promise<void> {
  if (depth > deepestFolder) return void walk.skipped.push({ path: relativeFolder, reason: `more than ${deepestFolder} folders deep` });
  for await (const entry of await opendir(path.join(walk.root, relativeFolder))) {
    throwIfAborted(walk.signal);
    const relative = path.posix.join(relativeFolder, entry.name);
    if (isLeftOut(entry.name) || walk.isIgnored(relative)) continue;
    const absolutePath = path.join(walk.root, relative);
    if (entry.isDirectory()) await walkFolder(walk, relative, depth + 1);
    else if (entry.isSymbolicLink()) await takeLink(walk, relative, absolutePath);
    else if (entry.isFile()) await takeFile(walk, relative, absolutePath);
  }
}

/**
 * Every file in a folder and the folders in it, in the order of their paths.
 * @throws AppError not_found when there is no such folder, too_large, cancelled
 */
export async function listFolder(
  folder: string,
  { isIgnored = () => false, signal = new AbortController().signal }: { isIgnored?: (path: string) => boolean; signal?: AbortSignal } = {},
): Promise<FolderListing> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) throw new AppError('not_found', `There is no folder ${folder}`, { field: 'folder' });
  const walk: Walk = { root, isIgnored, signal, files: [], skipped: [] };
  await walkFolder(walk, '', 0);
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: walk.files.sort(byPath), skipped: walk.skipped.sort(byPath) };
}
