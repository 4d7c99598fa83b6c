import { constants } from 'node:fs';
import { copyFile, link, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AppContext } from '../../context.ts';
import { originalIdsOf } from '../../ingestion/document-version.ts';
import { asStorageError } from '../../platform/durable-files.ts';
import { hasErrnoCode } from '../../platform/errors.ts';
import { failpoint } from '../../platform/failpoints.ts';
import { openSnapshot, type Snapshot } from '../../platform/snapshot.ts';

export type BackupContext = Pick<AppContext, 'config' | 'database' | 'files'>;

export type Frozen = AsyncDisposable & {
  snapshot: Snapshot;
  /** Path of a second name of the original; undefined when it is not there. */
  findOriginal(originalId: string): string | undefined;
};

/** A second name for the file costs nothing, and the file stays while it has one; file systems without that get a copy. */
async function keepAside(file: string, aside: string): Promise<boolean> {
  try {
    await link(file, aside);
    return true;
  } catch (error) {
    if (hasErrnoCode(error, 'ENOENT')) return false;
    await copyFile(file, aside, constants.COPYFILE_FICLONE);
    return true;
  }
}

async function keepOriginals({ database, files }: BackupContext, knowledgeBaseIds: readonly string[], folder: string): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  for (const knowledgeBaseId of knowledgeBaseIds) {
    const documents = await database.client.document.findMany({ where: { knowledgeBaseId }, select: { originalId: true, pending: true } });
    const aside = path.join(folder, knowledgeBaseId);
    await mkdir(aside, { recursive: true });
    for (const originalId of documents.flatMap(originalIdsOf)) {
      const target = path.join(aside, originalId);
      if (await keepAside(files.originalPath(knowledgeBaseId, originalId), target)) kept.set(originalId, target);
    }
  }
  return kept;
}

/**
 * Rows and originals as they are at one instant. It is taken in the line of the writers: no row changes meanwhile, and
 * files are removed only after their rows, so that each row has its files. Afterwards everything goes on while it is read.
 */
export async function freeze(context: BackupContext, knowledgeBaseIds: readonly string[]): Promise<Frozen> {
  const workspace = await context.files.openWorkspace();
  let snapshot: Snapshot | undefined;
  try {
    const originals = await context.database.write(async () => {
      snapshot = await openSnapshot(context.config.databaseUrl);
      failpoint('backup.freeze');
      return keepOriginals(context, knowledgeBaseIds, workspace.path);
    });
    const opened = snapshot!;
    return {
      snapshot: opened,
      findOriginal: (originalId) => originals.get(originalId),
      async [Symbol.asyncDispose]() {
        await opened[Symbol.asyncDispose]();
        await workspace[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await snapshot?.[Symbol.asyncDispose]();
    await workspace[Symbol.asyncDispose]();
    throw asStorageError(error);
  }
}
