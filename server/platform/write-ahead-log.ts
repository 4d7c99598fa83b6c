import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './durable-files.ts';
import { messageOf } from './errors.ts';
import { failpoint } from './failpoints.ts';

/**
 * SQLite's write-ahead log, put on the disk beside the event loop. What `PRAGMA synchronous = FULL` adds to NORMAL is one sync of
 * the log after each commit (https://www.sqlite.org/pragma.html#pragma_synchronous); done here it stops nothing else meanwhile.
 */
export class WriteAheadLog implements AsyncDisposable {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Of a database that is open already, so that its log is there. */
  static async open(databaseFile: string): Promise<WriteAheadLog> {
    const log = new WriteAheadLog(await open(`${databaseFile}-wal`, 'r+'));
    await syncFolder(path.dirname(databaseFile));
    return log;
  }

  /**
   * Returns when everything committed before is on the disk. Where the disk fails, nobody can know what it holds: the process ends
   * and the next start reads the log to its last whole commit.
   */
  async sync(): Promise<void> {
    try {
      failpoint('database.sync');
      await this.#file.datasync();
    } catch (error) {
      process.stderr.write(`The database could not be put on the disk: ${messageOf(error)}\n`);
      process.exit(1);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close();
  }
}
