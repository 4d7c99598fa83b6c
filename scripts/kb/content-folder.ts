import { existsSync } from 'node:fs';
import path from 'node:path';
import { type FolderListing, listFolder } from '../../server/knowledge-bases/folders/list-folder.ts';
import { Misused } from './command.ts';

/** `<data folder>/<name>/content`, as long as the name does not lead out of the data folder. */
export function openContentFolder(dataDir: string, name: string): string {
  const folder = path.join(dataDir, name, 'content');
  if (name.startsWith('.') || path.dirname(path.dirname(folder)) !== path.resolve(dataDir)) throw new Misused(`"${name}" cannot be the name of a folder; say where its files are with --from`);
  return folder;
}

/** Undefined when there is no such folder. */
export async function findFiles(folder: string): Promise<FolderListing | undefined> {
  return existsSync(folder) ? listFolder(folder) : undefined;
}

/** A document is named as its file, in the form that all systems write alike. */
export const documentNameOf = (file: string): string => file.normalize('NFC');
