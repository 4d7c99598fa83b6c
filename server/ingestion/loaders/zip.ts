import { open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { entryName, isLeaving, isUnsafe } from '../archive/entry-name.ts';
import { unpackEntry } from '../archive/unpack-entry.ts';
import { checkPlaces } from '../container-check.ts';
import type { DocumentPart, LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { readZipDirectory, type ZipEntry } from '../zip-directory.ts';
import { titleFromName } from './title.ts';

const megabyte = 1024 * 1024;
const limits = { maxParts: 2_000, maxInflatedBytes: 1024 * megabyte, maxRatio: 200, maxNamedInNote: 10 };

/** Why an entry is not taken; undefined for one that is. Folders and what programs leave behind are passed over without a word. */
function refusal(entry: ZipEntry, name: string, partCount: number): string | undefined {
  if (entry.isSymbolicLink) return 'it is a link';
  if (isUnsafe(name)) return 'its name leads elsewhere';
  if (entry.encrypted) return 'it is protected by a password';
  if (entry.method !== 0 && entry.method !== 8) return 'it is compressed in an unusual way';
  if (partCount >= limits.maxParts) return `at most ${limits.maxParts} files are taken from one archive`;
  return undefined;
}

function leftOutNotes(leftOut: readonly { name: string; reason: string }[]): string[] {
  const named = leftOut.slice(0, limits.maxNamedInNote).map(({ name, reason }) => `"${name}" was left out: ${reason}`);
  return leftOut.length > named.length ? [...named, `${leftOut.length - named.length} more files were left out`] : named;
}

/** An archive: every file in it becomes a document of its own. @throws AppError unsupported when nothing in it can be taken */
export async function loadZip(source: SourceFile, _limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  const file = await open(source.path, 'r');
  try {
    const entries = await readZipDirectory(file);
    await checkPlaces(file, entries);
    const parts: DocumentPart[] = [];
    const leftOut: { name: string; reason: string }[] = [];
    const seen = new Set<string>();
    let bytesLeft = limits.maxInflatedBytes;
    for (const [index, entry] of entries.entries()) {
      const name = entryName(entry.nameBytes);
      if (name.endsWith('/') || (isLeaving(name) && !isUnsafe(name))) continue;
      const target = path.join(workspace.folder, String(index));
      try {
        const reason = seen.has(name) ? 'its name is there twice' : refusal(entry, name, parts.length);
        if (reason) throw new AppError('unsupported', reason);
        const sizeBytes = await unpackEntry({ path: source.path, file }, entry, target, { maxBytes: bytesLeft, maxRatio: limits.maxRatio });
        bytesLeft -= sizeBytes;
        seen.add(name);
        parts.push({ name, path: target, sizeBytes });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        leftOut.push({ name, reason: error.message });
      }
      workspace.advance();
    }
    if (parts.length === 0) throw nothingTaken(leftOut);
    const taken = `${parts.length} ${parts.length === 1 ? 'file' : 'files'} in it`;
    return { title: titleFromName(source.name), text: '', blocks: [], notes: [taken, ...leftOutNotes(leftOut)], parts };
  } finally {
    await file.close();
  }
}

function nothingTaken(leftOut: readonly { name: string; reason: string }[]): AppError {
  const [first] = leftOut;
  if (!first) return new AppError('unsupported', 'The archive is empty', { hint: 'Check that it was made completely.' });
  const others = leftOut.length > 1 ? `, and ${leftOut.length - 1} more` : '';
  return new AppError('unsupported', `No file of the archive can be taken in: "${first.name}" was left out because ${first.reason}${others}`, {
    hint: 'Unpack it and upload the files in it.',
  });
}
