import { watch, type FSWatcher } from 'chokidar';
import type { FolderSync, WatchedFolder } from '#contracts/watched-folder';
import { tellReasons } from '../../ingestion/tell-reasons.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { isLeftOut } from './list-folder.ts';
import { type SyncContext, type SyncResult, syncFolder } from './sync-folder.ts';
import type { WatchedFolderRow } from './watched-folder.repository.ts';

/** After the first sign of a change; others that come meanwhile are dealt with together. */
const gatherMs = 250;
/** What the system does not tell, as on network drives, is found by looking now and then. */
const lookAgainMs = 5 * 60_000;
const mostWarned = 5;

export type FolderStatus = Pick<WatchedFolder, 'state' | 'message'>;

/** Follows one folder: any sign of a change brings documents and files to agreement. */
export class FolderWatcher implements AsyncDisposable {
  readonly #context: SyncContext & { log: Logger };
  readonly #stopped = new AbortController();
  readonly #watcher: FSWatcher;
  readonly #lookAgain: NodeJS.Timeout;
  #status: FolderStatus = { state: 'syncing' };
  #timer: NodeJS.Timeout | undefined;
  #syncing: Promise<unknown> = Promise.resolve();

  constructor(
    context: SyncContext & { log: Logger },
    readonly folder: WatchedFolderRow,
  ) {
    this.#context = context;
    this.#watcher = watch(folder.path, {
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      ignored: (path) => path !== folder.path && isLeftOut(path.slice(path.lastIndexOf('/') + 1)),
    });
    this.#watcher.on('all', () => this.#schedule(gatherMs));
    this.#watcher.on('error', (error) => context.log.warn({ err: error, folder: folder.id }, 'a folder cannot be watched'));
    this.#lookAgain = setInterval(() => this.#schedule(0), lookAgainMs).unref();
    this.#schedule(0);
  }

  get status(): FolderStatus {
    return this.#status;
  }

  /** Waits for a sync under way, then does one. @throws AppError not_found when the folder is not there */
  async sync(confirmRemoval: boolean): Promise<FolderSync> {
    const sync = this.#syncing.then(() => this.#sync(confirmRemoval));
    this.#syncing = sync.catch(() => undefined);
    const { added, updated, renamed, removed, skipped } = await sync;
    return { added, updated, renamed, removed, skipped };
  }

  async #sync(confirmRemoval: boolean): Promise<SyncResult> {
    this.#status = { state: 'syncing' };
    try {
      const result = await syncFolder(this.#context, this.folder, { confirmRemoval, signal: this.#stopped.signal });
      this.#status = statusOf(result);
      if (result.isUnfinished) this.#schedule(gatherMs);
      return result;
    } catch (error) {
      const isMissing = error instanceof AppError && error.code === 'not_found';
      this.#status = { state: isMissing ? 'missing' : 'watching', message: messageOf(error) };
      throw error;
    }
  }

  #schedule(afterMs: number): void {
    if (this.#stopped.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.sync(false).catch((error: unknown) => {
        if (!this.#stopped.signal.aborted) this.#context.log.warn({ err: error, folder: this.folder.id }, 'a folder could not be followed');
      });
    }, afterMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#lookAgain);
    await this.#watcher.close();
    await this.#syncing;
  }
}

function statusOf({ held, skipped }: SyncResult): FolderStatus {
  if (held > 0) return { state: 'holding', message: `${held} files vanished at once; their documents stay until you confirm it` };
  if (skipped.length === 0) return { state: 'watching' };
  return { state: 'watching', message: tellReasons(skipped.map(({ path, reason }) => ({ name: path, reason })), mostWarned) };
}
