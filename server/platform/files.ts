import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asStorageError, renameDurably, syncFile, syncFolder } from './durable-files.ts';
import { AppError, hasErrnoCode } from './errors.ts';
import { failpoint } from './failpoints.ts';
import { requireFreeSpace, whileSpaceLasts } from './free-space.ts';

const headBytes = 4_096;
const idPattern = /^[0-9a-f-]{8,64}$/;
/** Folders of ours are named by a whole id; others in the data folder are left alone. */
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const incomingFolder = '.incoming';
const tablesExtension = '.db';
const processStartedAtMs = Date.now() - process.uptime() * 1_000;

/** An upload that is on the disk, but belongs to nothing yet: `keep` or `discard` it. */
export type ReceivedFile = {
  temporaryPath: string;
  sizeBytes: number;
  /** Of the content, in hexadecimal. */
  sha256: string;
  /** The first 4 KB, to tell the type by. */
  head: Buffer;
};

export type Workspace = AsyncDisposable & { path: string };

export type ByteRange = { start: number; end: number };

/** The originals, under `<root>/<knowledge base id>/originals/<original id>`. Only ids ever become part of a path. */
export type FileStore = {
  /** Writes a stream to a temporary file. @throws AppError too_large, storage_full, cancelled */
  receive(content: Readable, options: { maxBytes: number; signal: AbortSignal }): Promise<ReceivedFile>;
  /** Makes a received file an original of the knowledge base; it is on the disk when this returns. @throws AppError storage_full */
  keep(temporaryPath: string, knowledgeBaseId: string, originalId: string): Promise<void>;
  /** Removes a received file. One that was kept, or is gone, is passed over. */
  discard(temporaryPath: string): Promise<void>;
  /** @throws AppError invalid_request when an id is not one */
  originalPath(knowledgeBaseId: string, originalId: string): string;
  /** Size of the original and a stream of it, or of the bytes start..end, both included. @throws AppError not_found */
  openOriginal(knowledgeBaseId: string, originalId: string, range?: ByteRange): Promise<{ sizeBytes: number; content: Readable }>;
  /** With what was derived from it. */
  removeOriginal(knowledgeBaseId: string, originalId: string): Promise<void>;
  /** An empty folder for whoever takes a document apart; disposing of it removes it with what is in it. @throws AppError storage_full */
  openWorkspace(): Promise<Workspace>;
  /** Makes a file of a workspace the tables of an original, durably and in the place of earlier ones. @throws AppError storage_full */
  keepTables(workspacePath: string, knowledgeBaseId: string, originalId: string): Promise<void>;
  /** SQLite file with the tables of an original: derived, it may be missing. */
  tablesPath(knowledgeBaseId: string, originalId: string): string;
  hasTables(knowledgeBaseId: string, originalId: string): Promise<boolean>;
  removeTables(knowledgeBaseId: string, originalId: string): Promise<void>;
  /** Removes everything that is on the disk for a knowledge base. */
  removeKnowledgeBase(knowledgeBaseId: string): Promise<void>;
  /** What is on the disk, by knowledge base: originals, and originals whose tables there are. */
  listOriginals(): Promise<{ knowledgeBaseId: string; originalIds: string[]; tableIds: string[] }[]>;
  /** Removes what uploads of earlier runs left behind. @returns how many files */
  sweepIncoming(): Promise<number>;
};

/** An id as part of a path. @throws AppError invalid_request when it is anything else */
export function requirePathId(id: string): string {
  if (!idPattern.test(id)) throw new AppError('invalid_request', 'This is not an id', { field: 'id' });
  return id;
}

/** Passes content on while counting, hashing and keeping its first bytes. */
function createMeter(maxBytes: number) {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let sizeBytes = 0;
  let headSize = 0;
  return {
    async *measure(content: AsyncIterable<Buffer>) {
      for await (const piece of content) {
        sizeBytes += piece.length;
        if (sizeBytes > maxBytes) {
          const limitMb = Math.floor(maxBytes / 1024 / 1024);
          throw new AppError('too_large', `The file is larger than ${limitMb} MB`, { maxBytes, hint: 'Split the file, or raise MAX_UPLOAD_MB.' });
        }
        hash.update(piece);
        if (headSize < headBytes) head.push(piece.subarray(0, headBytes - headSize));
        headSize += piece.length;
        yield piece;
      }
    },
    result: () => ({ sizeBytes, sha256: hash.digest('hex'), head: Buffer.concat(head) }),
  };
}

function asReceiveError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new AppError('cancelled', 'The upload was broken off', {}, { cause: error });
  return asStorageError(error);
}

export function createFileStore({ root }: { root: string }): FileStore {
  const incoming = path.join(root, incomingFolder);

  function inRoot(...parts: string[]): string {
    const resolved = path.resolve(root, ...parts);
    const relative = path.relative(root, resolved);
    if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) {
      throw new AppError('invalid_request', 'The path leads out of the data folder');
    }
    return resolved;
  }

  const knowledgeBaseFolder = (knowledgeBaseId: string) => inRoot(requirePathId(knowledgeBaseId));
  const originalPath = (knowledgeBaseId: string, originalId: string) =>
    inRoot(requirePathId(knowledgeBaseId), 'originals', requirePathId(originalId));

  const tablesPath = (knowledgeBaseId: string, originalId: string) =>
    inRoot(requirePathId(knowledgeBaseId), 'tables', `${requirePathId(originalId)}${tablesExtension}`);

  /** Moves a finished file to its place; it is on the disk when this returns. */
  async function moveIntoPlace(source: string, target: string): Promise<void> {
    try {
      await syncFile(source);
      const created = await mkdir(path.dirname(target), { recursive: true });
      await renameDurably(source, target);
      if (created) {
        await syncFolder(path.dirname(path.dirname(target)));
        await syncFolder(root);
      }
    } catch (error) {
      throw asStorageError(error);
    }
  }

  function checkedTemporary(temporaryPath: string): string {
    const resolved = path.resolve(temporaryPath);
    if (path.dirname(resolved) !== path.resolve(incoming)) throw new AppError('invalid_request', 'This is not a received file');
    return resolved;
  }

  return {
    originalPath,

    async receive(content, { maxBytes, signal }) {
      const temporaryPath = path.join(incoming, randomUUID());
      const meter = createMeter(maxBytes);
      try {
        failpoint('files.write');
        await mkdir(incoming, { recursive: true });
        // The stream stays whole when it is refused: whoever gave it may have to read on to reach the next file.
        const pieces = content.iterator({ destroyOnReturn: false });
        await pipeline(whileSpaceLasts(root, meter.measure(pieces)), createWriteStream(temporaryPath, { flags: 'wx' }), { signal });
      } catch (error) {
        await rm(temporaryPath, { force: true });
        throw asReceiveError(error, signal);
      }
      return { temporaryPath, ...meter.result() };
    },

    async keep(temporaryPath, knowledgeBaseId, originalId) {
      await moveIntoPlace(checkedTemporary(temporaryPath), originalPath(knowledgeBaseId, originalId));
    },

    tablesPath,

    async keepTables(workspacePath, knowledgeBaseId, originalId) {
      checkedTemporary(path.dirname(workspacePath));
      await moveIntoPlace(workspacePath, tablesPath(knowledgeBaseId, originalId));
    },

    async hasTables(knowledgeBaseId, originalId) {
      return stat(tablesPath(knowledgeBaseId, originalId)).then(() => true, () => false);
    },

    async removeTables(knowledgeBaseId, originalId) {
      await rm(tablesPath(knowledgeBaseId, originalId), { force: true });
    },

    async discard(temporaryPath) {
      await rm(checkedTemporary(temporaryPath), { force: true });
    },

    async openOriginal(knowledgeBaseId, originalId, range) {
      const file = originalPath(knowledgeBaseId, originalId);
      try {
        const { size } = await stat(file);
        return { sizeBytes: size, content: createReadStream(file, range) };
      } catch (error) {
        if (hasErrnoCode(error, 'ENOENT')) throw new AppError('not_found', 'The original file is not there', {}, { cause: error });
        throw error;
      }
    },

    async removeOriginal(knowledgeBaseId, originalId) {
      failpoint('files.remove');
      await rm(tablesPath(knowledgeBaseId, originalId), { force: true });
      await rm(originalPath(knowledgeBaseId, originalId), { force: true });
    },

    async openWorkspace() {
      const folder = path.join(incoming, randomUUID());
      await requireFreeSpace(root);
      await mkdir(folder, { recursive: true });
      return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    },

    async removeKnowledgeBase(knowledgeBaseId) {
      failpoint('files.remove');
      await rm(knowledgeBaseFolder(knowledgeBaseId), { recursive: true, force: true });
    },

    async listOriginals() {
      const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory() && uuidPattern.test(entry.name));
      return Promise.all(
        folders.map(async ({ name }) => ({
          knowledgeBaseId: name,
          originalIds: await readdir(path.join(root, name, 'originals')).catch(() => []),
          tableIds: (await readdir(path.join(root, name, 'tables')).catch(() => [])).map((file) => path.basename(file, tablesExtension)),
        })),
      );
    },

    async sweepIncoming() {
      await mkdir(incoming, { recursive: true });
      let removed = 0;
      for (const name of await readdir(incoming)) {
        const file = path.join(incoming, name);
        const { mtimeMs } = await stat(file);
        if (mtimeMs >= processStartedAtMs) continue;
        await rm(file, { force: true, recursive: true });
        removed += 1;
      }
      return removed;
    },
  };
}
