import { z } from 'zod';
import { FolderFile } from '#contracts/folder-file';
import { CreateWatchedFolder, FolderSync, SyncWatchedFolder, UpdateWatchedFolder, WatchedFolder } from '#contracts/watched-folder';
import type { AppContext } from '../../context.ts';
import { compareFolders } from './compare-folders.ts';
import { IdParams, type Route, route } from '../../platform/http.ts';

export function folderRoutes({ watchedFolders, database }: AppContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/files',
      summary: 'Documents and files of the folders that are followed, side by side: what is in the folder, in the database, or in both',
      params: IdParams,
      responds: z.object({ items: z.array(FolderFile) }),
      handle: async ({ principal, params, signal }) => ({ items: await compareFolders(database, principal, params.id, signal) }),
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/folders',
      summary: 'Folders of this machine that a knowledge base follows',
      params: IdParams,
      responds: z.object({ items: z.array(WatchedFolder) }),
      handle: async ({ principal, params }) => ({ items: await watchedFolders.list(principal, params.id) }),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/folders',
      summary: 'Follow a folder: what is saved, renamed or deleted in it is so in the knowledge base',
      params: IdParams,
      body: CreateWatchedFolder,
      status: 201,
      responds: WatchedFolder,
      handle: ({ principal, params, body }) => watchedFolders.create(principal, params.id, body),
    }),
    route({
      method: 'patch',
      path: '/api/folders/:id',
      summary: 'Switch following on or off, or change what is left out',
      params: IdParams,
      body: UpdateWatchedFolder,
      responds: WatchedFolder,
      handle: ({ principal, params, body }) => watchedFolders.update(principal, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/folders/:id',
      summary: 'Stop following a folder; its documents stay',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => watchedFolders.remove(principal, params.id),
    }),
    route({
      method: 'post',
      path: '/api/folders/:id/sync',
      summary: 'Look through a folder now, and confirm that what vanished is gone',
      params: IdParams,
      body: SyncWatchedFolder,
      responds: FolderSync,
      handle: ({ principal, params, body }) => watchedFolders.sync(principal, params.id, body.confirmRemoval),
    }),
  ];
}
