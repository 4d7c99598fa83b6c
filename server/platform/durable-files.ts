import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, hasErrnoCode } from './errors.ts';
import { failpoint } from './failpoints.ts';

export type FileDigest = { bytes: number; sha256: string };

/** The error as callers should see it: a full disk has a name of its own, so that it can be waited out. */
export function asStorageError(error: unknown): unknown {
  if (!hasErrnoCode(error, 'ENOSPC') && !hasErrnoCode(error, 'EDQUOT')) return error;
  return new AppError('storage_full', 'The disk is full; nothing was changed', { hint: 'Free some space, then try again.' }, { cause: error });
}

/** Puts the content of a file on the disk, past the operating system's cache. */
export async function syncFile(file: string): Promise<void> {
  failpoint('files.fsync');
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts the names in a folder on the disk. Without it a power cut may undo a rename. */
export async function syncFolder(folder: string): Promise<void> {
  failpoint('files.syncFolder');
  // Windows keeps names by itself, and refuses to open folders.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Moves a file that is already on the disk to its name, for good. Both must lie on one file system. */
export async function renameDurably(from: string, to: string): Promise<void> {
  failpoint('files.rename');
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

/** Writes a whole small file: after a crash at any instant there is the old content or the new one. @throws AppError storage_full */
export async function writeFileDurably(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    failpoint('files.write');
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      failpoint('files.fsync');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asStorageError(error);
  }
}

/** Size and SHA-256 (hexadecimal) of a file, read in pieces. */
export async function digestFile(file: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
