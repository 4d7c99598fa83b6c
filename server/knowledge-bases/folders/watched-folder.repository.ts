import type { Document as DocumentRow, Prisma, WatchedFolder as WatchedFolderRow } from '../../generated/prisma/client.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../../platform/principal.ts';

export type { WatchedFolderRow };
export type FolderDocument = Pick<DocumentRow, 'id' | 'knowledgeBaseId' | 'name' | 'folderPath' | 'folderStamp' | 'contentHash'>;

const owned = (principal: Principal) => ({ knowledgeBase: knowledgeBasesOf(principal) });

/** @throws AppError not_found */
export async function getWatchedFolder(database: Database, principal: Principal, id: string): Promise<WatchedFolderRow> {
  const row = await database.client.watchedFolder.findFirst({ where: { id, ...owned(principal) } });
  if (!row) throw new AppError('not_found', `Watched folder ${id} does not exist`);
  return row;
}

export function listWatchedFolders(database: Database, knowledgeBaseId?: string): Promise<WatchedFolderRow[]> {
  return database.client.watchedFolder.findMany({ where: { knowledgeBaseId }, orderBy: { createdAt: 'asc' } });
}

export async function insertWatchedFolder(database: Database, data: Prisma.WatchedFolderUncheckedCreateInput): Promise<WatchedFolderRow> {
  return database.write((transaction) => transaction.watchedFolder.create({ data }));
}

export async function changeWatchedFolder(database: Database, id: string, data: Prisma.WatchedFolderUpdateInput): Promise<WatchedFolderRow> {
  return database.write((transaction) => transaction.watchedFolder.update({ where: { id }, data }));
}

/** The documents stay, as ordinary ones. */
export async function forgetWatchedFolder(database: Database, id: string): Promise<void> {
  await database.write(async (transaction) => {
    await transaction.document.updateMany({ where: { folderId: id }, data: { folderId: null, folderPath: null, folderStamp: null } });
    await transaction.watchedFolder.deleteMany({ where: { id } });
  });
}

export function listFolderDocuments(database: Database, folderId: string): Promise<FolderDocument[]> {
  return database.client.document.findMany({
    where: { folderId },
    select: { id: true, knowledgeBaseId: true, name: true, folderPath: true, folderStamp: true, contentHash: true },
  });
}

/** The file lies elsewhere now, or was only touched: its content is the same. */
export async function moveFolderDocument(database: Database, id: string, at: { name: string; folderPath: string; folderStamp: string }): Promise<void> {
  await database.write((transaction) => transaction.document.update({ where: { id }, data: at }));
}

export function countFolderDocuments(database: Database, folderId: string): Promise<number> {
  return database.client.document.count({ where: { folderId } });
}
