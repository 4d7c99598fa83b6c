import type { FolderFile } from '#contracts/folder-file';
import type { Splitting } from '#contracts/splitting';
import type { Document as DocumentRow, KnowledgeBase as KnowledgeBaseRow } from '../../generated/prisma/client.ts';
import { splittingFor } from '../../ingestion/document-splitting.ts';
import { loaders } from '../../ingestion/loaders/index.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { getKnowledgeBaseRow } from '../knowledge-base.repository.ts';
import { listFolder } from './list-folder.ts';
import { listWatchedFolders } from './watched-folder.repository.ts';

/** Paths in the folders that the knowledge base follows; one that is not there holds none. Names that are left out of it are listed too. */
async function listFolderPaths(database: Database, knowledgeBaseId: string, signal: AbortSignal): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const { path } of await listWatchedFolders(database, knowledgeBaseId)) {
    const listing = await listFolder(path, { signal }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    });
    for (const file of listing?.files ?? []) paths.add(file.path);
  }
  return paths;
}

function present(document: DocumentRow, knowledgeBase: KnowledgeBaseRow, inFolder: boolean): FolderFile {
  return {
    name: document.name,
    inFolder,
    inDatabase: true,
    documentId: document.id,
    loader: loaders.list().find(({ mediaTypes }) => mediaTypes.includes(document.mediaType))?.id,
    splitter: splittingFor(document, knowledgeBase as Splitting).splitter,
    chunkCount: document.chunkCount,
    version: document.version,
  };
}

/** The documents of a knowledge base and the files of its folders side by side, by name. */
export async function compareFolders(database: Database, principal: Principal, knowledgeBaseId: string, signal: AbortSignal): Promise<FolderFile[]> {
  const knowledgeBase = await getKnowledgeBaseRow(database, principal, knowledgeBaseId);
  const paths = await listFolderPaths(database, knowledgeBaseId, signal);
  const documents = await database.client.document.findMany({ where: { knowledgeBaseId } });
  const taken = new Set(documents.map(({ folderPath, name }) => folderPath ?? name));
  const strays = [...paths].filter((path) => !taken.has(path)).map((name) => ({ name, inFolder: true, inDatabase: false }));
  return [...documents.map((document) => present(document, knowledgeBase, paths.has(document.folderPath ?? document.name))), ...strays].sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
}
