import type { UploadFile } from './split-into-requests.ts';

/** Most files taken from one drop, so that dropping a whole disk ends. */
const maxFilesPerDrop = 100_000;
/** Files that systems leave in folders and nobody means to add. */
const strayNames = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

/** All files of a drop, those in dropped folders with their path. Call it in the event: the items are gone afterwards. */
export function readDrop(transfer: DataTransfer): Promise<UploadFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return Promise.resolve(namedFiles(transfer.files));
  return readEntries(entries);
}

/** Files of an `<input type="file">`; a chosen folder gives their paths. */
export function namedFiles(files: Iterable<File>): UploadFile[] {
  return [...files].filter(({ name }) => !strayNames.test(name)).map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

async function readEntries(entries: FileSystemEntry[]): Promise<UploadFile[]> {
  const files: UploadFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && files.length < maxFilesPerDrop; entry = waiting.shift()) {
    if (entry.isDirectory) waiting.push(...(await listFolder(entry as FileSystemDirectoryEntry)));
    else if (!strayNames.test(entry.name))
      files.push({ file: await readFile(entry as FileSystemFileEntry), path: entry.fullPath.replace(/^\//, '') });
  }
  return files;
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Browsers hand out a folder in pieces of 100; an empty piece is the end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  while (entries.length < maxFilesPerDrop) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) break;
    entries.push(...piece);
  }
  return entries;
}
