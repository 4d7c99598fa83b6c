import { randomUUID } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { CreateWatchedFolder, FolderSync, UpdateWatchedFolder, WatchedFolder } from '#contracts/watched-folder';
import { isUniqueViolation } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Principal } from '../../platform/principal.ts';
import { getKnowledgeBaseRow } from '../knowledge-base.repository.ts';
import { FolderWatcher } from './folder-watcher.ts';
import type { SyncContext } from './sync-folder.ts';
import * as repository from './watched-folder.repository.ts';

type Context = SyncContext & { log: Logger };

/** The folders that knowledge bases follow. */
export class WatchedFolders implements AsyncDisposable {
  readonly #context: Context;
  readonly #watchers = new Map<string, FolderWatcher>();

  constructor(context: Context) {
    this.#context = context;
  }

  async start(): Promise<void> {
    for (const row of await repository.listWatchedFolders(this.#context.database)) this.#follow(row);
  }

  async list(principal: Principal, knowledgeBaseId: string): Promise<WatchedFolder[]> {
    await getKnowledgeBaseRow(this.#context.database, principal, knowledgeBaseId);
    return Promise.all((await repository.listWatchedFolders(this.#context.database, knowledgeBaseId)).map((row) => this.#present(row)));
  }

  /** @throws AppError invalid_request when the folder may not be watched, not_found, conflict */
  async create(principal: Principal, knowledgeBaseId: string, { path: given, ignore }: CreateWatchedFolder): Promise<WatchedFolder> {
    const { database } = this.#context;
    const { name } = await getKnowledgeBaseRow(database, principal, knowledgeBaseId);
    const folder = given === undefined ? await this.#openContentFolder(name) : await this.#checkedFolder(given);
    try {
      const row = await repository.insertWatchedFolder(database, { id: randomUUID(), knowledgeBaseId, path: folder, ignore: JSON.stringify(ignore) });
      this.#follow(row);
      return await this.#present(row);
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('conflict', 'The knowledge base follows this folder already', { field: 'path' });
      throw error;
    }
  }

  async update(principal: Principal, id: string, { ignore, isOn }: UpdateWatchedFolder): Promise<WatchedFolder> {
    const { database } = this.#context;
    await repository.getWatchedFolder(database, principal, id);
    const row = await repository.changeWatchedFolder(database, id, { isOn, ignore: ignore && JSON.stringify(ignore) });
    await this.#unfollow(id);
    this.#follow(row);
    return this.#present(row);
  }

  /** The documents stay, as ordinary ones. */
  async remove(principal: Principal, id: string): Promise<void> {
    await repository.getWatchedFolder(this.#context.database, principal, id);
    await this.#unfollow(id);
    await repository.forgetWatchedFolder(this.#context.database, id);
  }

  /** @throws AppError conflict when watching is off, not_found when the folder is not there */
  async sync(principal: Principal, id: string, confirmRemoval: boolean): Promise<FolderSync> {
    const { path: folder } = await repository.getWatchedFolder(this.#context.database, principal, id);
    const watcher = this.#watchers.get(id);
    if (!watcher) throw new AppError('conflict', `${folder} is not watched at present`, { hint: 'Switch it on first.' });
    return watcher.sync(confirmRemoval);
  }

  /** Call it before a knowledge base is removed. */
  async forgetKnowledgeBase(knowledgeBaseId: string): Promise<void> {
    for (const { folder } of this.#watchers.values()) if (folder.knowledgeBaseId === knowledgeBaseId) await this.#unfollow(folder.id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#watchers.keys()].map((id) => this.#unfollow(id)));
  }

  #follow(row: repository.WatchedFolderRow): void {
    if (row.isOn) this.#watchers.set(row.id, new FolderWatcher(this.#context, row));
  }

  async #unfollow(id: string): Promise<void> {
    const watcher = this.#watchers.get(id);
    this.#watchers.delete(id);
    await watcher?.[Symbol.asyncDispose]();
  }

  async #present(row: repository.WatchedFolderRow): Promise<WatchedFolder> {
    const { id, knowledgeBaseId, isOn } = row;
    const documentCount = await repository.countFolderDocuments(this.#context.database, id);
    const status = this.#watchers.get(id)?.status ?? { state: 'off' as const };
    return { id, knowledgeBaseId, path: row.path, ignore: JSON.parse(row.ignore) as string[], isOn, documentCount, ...status };
  }

  /** The drop folder in the data folder, which goes by the name of the knowledge base. */
  async #openContentFolder(name: string): Promise<string> {
    const folder = path.join(this.#context.config.dataDir, name.startsWith('.') ? `_${name}` : name, 'content');
    await mkdir(folder, { recursive: true });
    return realpath(folder);
  }

  /** A folder under one of those that the administrator allows. */
  async #checkedFolder(given: string): Promise<string> {
    const refuse = (problem: string, hint: string) => new AppError('invalid_request', problem, { field: 'path', hint });
    if (!path.isAbsolute(given)) throw refuse('The path must be absolute', 'Begin it with the root of the disk.');
    const folder = await realpath(given).catch(() => undefined);
    if (folder === undefined) throw refuse(`There is no folder ${given} on this machine`, 'Check the path; it is the path on the machine the server runs on.');
    const roots = await Promise.all(this.#context.config.folderRoots.map((root) => realpath(root).catch(() => root)));
    if (roots.some((root) => folder === root || folder.startsWith(root + path.sep))) return folder;
    throw refuse(`${given} is in none of the folders that may be watched`, 'Add its folder to FOLDER_ROOTS and start the server again, or leave the path out.');
  }
}
