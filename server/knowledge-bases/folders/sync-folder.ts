import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FolderSync } from '#contracts/watched-folder';
import type { AppContext } from '../../context.ts';
import { addDocument } from '../../ingestion/add-document.ts';
import { checkDocumentName } from '../../ingestion/document-name.ts';
import { removeDocument } from '../../ingestion/remove-document.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import type { ReceivedFile } from '../../platform/files.ts';
import { pathMatcher } from '../../platform/text/path-pattern.ts';
import { type FolderFile, listFolder } from './list-folder.ts';
import { type FolderDocument, listFolderDocuments, moveFolderDocument, type WatchedFolderRow } from './watched-folder.repository.ts';

export type SyncContext = Pick<AppContext, 'config' | 'database' | 'files' | 'jobs' | 'progress' | 'indexes'>;

export type SyncResult = FolderSync & {
  /** So many vanished at once that their documents were kept. */
  held: number;
  /** Some files were still being written. */
  isUnfinished: boolean;
};

/** A file changed within this time may still be being written. */
const settledAfterMs = 200;
/** A folder that is not mounted looks empty. More documents than this, and more than half of all, go only when somebody says so. */
const removedAtOnce = 10;

const stampOf = ({ mtimeMs, sizeBytes }: { mtimeMs: number; sizeBytes: number }) => `${Math.round(mtimeMs)}:${sizeBytes}`;

async function isUnchanged(file: FolderFile): Promise<boolean> {
  const { mtimeMs, size } = await stat(file.absolutePath);
  return stampOf({ mtimeMs, sizeBytes: size }) === stampOf(file);
}

type Sync = {
  context: SyncContext;
  folder: WatchedFolderRow;
  /** Documents whose file is not where it was, by content: one found elsewhere was renamed. */
  vanished: Map<string, FolderDocument>;
  result: SyncResult;
  signal: AbortSignal;
};

async function takeReceived({ context, folder, vanished, result }: Sync, file: FolderFile, received: ReceivedFile, known: FolderDocument | undefined): Promise<void> {
  const name = checkDocumentName(file.path);
  const place = { folderPath: file.path, folderStamp: stampOf(file) };
  const same = known?.contentHash === received.sha256 ? known : vanished.get(received.sha256);
  if (same) {
    await moveFolderDocument(context.database, same.id, { name, ...place });
    vanished.delete(received.sha256);
    if (same !== known) result.renamed += 1;
    return;
  }
  const { duplicate } = await addDocument(context, { knowledgeBaseId: folder.knowledgeBaseId, name, folder: { folderId: folder.id, ...place } }, received, 'replace');
  if (duplicate) result.skipped.push({ path: file.path, reason: 'its content is there already' });
  else result[known ? 'updated' : 'added'] += 1;
}

async function takeFile(sync: Sync, file: FolderFile, known: FolderDocument | undefined): Promise<void> {
  const { context, result, signal } = sync;
  if (known?.folderStamp === stampOf(file)) return;
  const ageMs = Date.now() - file.mtimeMs;
  if (ageMs >= 0 && ageMs < settledAfterMs) {
    result.isUnfinished = true;
    return;
  }
  try {
    const received = await context.files.receive(createReadStream(file.absolutePath), { maxBytes: context.config.maxUploadBytes, signal });
    try {
      if (await isUnchanged(file)) await takeReceived(sync, file, received, known);
      else result.isUnfinished = true;
    } finally {
      await context.files.discard(received.temporaryPath);
    }
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof AppError && error.code === 'storage_full') throw error;
    result.skipped.push({ path: file.path, reason: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Makes the documents of a folder agree with its files: new and changed ones are taken in, renamed ones keep their
 * document, those that vanished lose it. The folder is only read.
 * @throws AppError not_found when the folder is not there
 */
export async function syncFolder(context: SyncContext, folder: WatchedFolderRow, { confirmRemoval, signal }: { confirmRemoval: boolean; signal: AbortSignal }): Promise<SyncResult> {
  const { files, skipped } = await listFolder(folder.path, { isIgnored: pathMatcher(JSON.parse(folder.ignore) as string[]), signal });
  const documents = await listFolderDocuments(context.database, folder.id);
  const present = new Set(files.map(({ path }) => path));
  const known = new Map(documents.map((document) => [document.folderPath, document]));
  const gone = documents.filter(({ folderPath }) => !present.has(folderPath!));
  const vanished = new Map(gone.map((document) => [document.contentHash, document]));
  const result: SyncResult = { added: 0, updated: 0, renamed: 0, removed: 0, skipped, held: 0, isUnfinished: false };
  const sync = { context, folder, vanished, result, signal };
  for (const file of files) {
    throwIfAborted(signal);
    await takeFile(sync, file, known.get(file.path));
  }
  const removable = gone.filter((document) => vanished.get(document.contentHash) === document);
  if (!confirmRemoval && removable.length > removedAtOnce && removable.length > documents.length / 2) return { ...result, held: removable.length };
  // A file that is being written anew is gone for an instant: while any is, none is taken for vanished.
  if (result.isUnfinished) return result;
  for (const document of removable) {
    await removeDocument(context, document);
    result.removed += 1;
  }
  return result;
}
