import { statfs } from 'node:fs/promises';
import { AppError } from './errors.ts';

const megabyte = 1024 * 1024;
const largestReserveBytes = 64 * megabyte;
const reserveShare = 0.05;
const lookEveryBytes = 8 * megabyte;

/**
 * Refuses what would take the last of the disk. It is kept for the database: people go on asking, and deleting,
 * which is how space is won back, needs some itself.
 * @param reserveBytes 5 % of the file system and at most 64 MB, when left out
 * @throws AppError storage_full
 */
export async function requireFreeSpace(folder: string, reserveBytes?: number): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const reserve = reserveBytes ?? Math.min(largestReserveBytes, reserveShare * blocks * bsize);
  if (bavail * bsize >= reserve) return;
  throw new AppError('storage_full', 'The disk is nearly full; nothing was changed', {
    hint: 'Delete documents that are not needed, or free some space elsewhere, then try again.',
  });
}

/** Passes on what is being written to the folder, as long as there is space. @throws AppError storage_full */
export async function* whileSpaceLasts(folder: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  await requireFreeSpace(folder);
  let passedBytes = 0;
  for await (const piece of content) {
    yield piece;
    passedBytes += piece.length;
    if (passedBytes >= lookEveryBytes) {
      await requireFreeSpace(folder);
      passedBytes = 0;
    }
  }
  await requireFreeSpace(folder);
}
