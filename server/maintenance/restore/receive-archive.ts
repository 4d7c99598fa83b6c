import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import type { AppContext } from '../../context.ts';
import { asStorageError } from '../../platform/durable-files.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import type { ReceivedFile } from '../../platform/files.ts';
import { ArchiveHeader, archiveVersion, findEntry, Manifest } from '../archive/format.ts';
import { isArchiveTable } from '../archive/rows.ts';
import { damagedArchive, readTar, type TarEntry } from '../archive/tar-reader.ts';

const mostEntries = 1_000_000;
const mostManifestBytes = 128 * 1024 * 1024;
const noBytes = { bytes: 0, sha256: '' };

export type ReceivedOriginal = ReceivedFile & { knowledgeBaseId: string };

/** An archive taken apart: its entries are what its manifest says, and nothing else is known of them. */
export type ReceivedArchive = AsyncDisposable & {
  header: ArchiveHeader;
  manifest: Manifest;
  /** `<scope>/<table>` to its parts, in order. */
  parts: ReadonlyMap<string, readonly string[]>;
  originals: ReadonlyMap<string, ReceivedOriginal>;
};

export type ReceiveContext = Pick<AppContext, 'config' | 'files'>;

async function readJson<Schema extends z.ZodType>(schema: Schema, { name, sizeBytes }: TarEntry, content: AsyncIterable<Buffer>): Promise<z.infer<Schema>> {
  if (sizeBytes > mostManifestBytes) throw damagedArchive(`has a ${name} that is too large`);
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  try {
    return schema.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
  } catch (error) {
    throw damagedArchive(`has a ${name} that is not as it must be`, error);
  }
}

function requireKnownVersion({ version }: ArchiveHeader): void {
  if (version <= archiveVersion) return;
  throw new AppError('unsupported', `The backup was written by a newer Lectern (format ${version}, this one reads ${archiveVersion})`, { field: 'file', hint: 'Update Lectern, then restore it.' });
}

/** Takes the entries of one archive, in the order they come. */
class Receiving {
  readonly found = new Map<string, { bytes: number; sha256: string }>();
  readonly parts = new Map<string, string[]>();
  readonly originals = new Map<string, ReceivedOriginal>();
  header?: ArchiveHeader;
  manifest?: Manifest;

  constructor(
    private readonly context: ReceiveContext,
    private readonly folder: string,
    private readonly signal: AbortSignal,
  ) {}

  async take(entry: TarEntry): Promise<void> {
    const { name, sizeBytes } = entry;
    const known = findEntry(name);
    if (!known) throw damagedArchive(`holds an entry that is in no backup: "${name.slice(0, 200)}"`);
    if (this.found.has(name)) throw damagedArchive(`holds "${name}" twice`);
    if (this.found.size >= mostEntries) throw damagedArchive(`holds more than ${mostEntries} entries`);
    if ((known.kind === 'header') !== (this.found.size === 0)) throw damagedArchive('does not begin with its header; it may be a backup of something else');
    if (this.manifest) throw damagedArchive('goes on after its manifest');
    this.found.set(name, noBytes);
    const hash = createHash('sha256');
    const content = hashed(entry.content, hash);
    if (known.kind === 'header') requireKnownVersion((this.header = await readJson(ArchiveHeader, entry, content)));
    else if (known.kind === 'manifest') this.manifest = await readJson(Manifest, entry, content);
    else if (known.kind === 'rows') await this.#takeRows(known, content);
    else await this.#takeOriginal(known, sizeBytes, content);
    this.found.set(name, { bytes: sizeBytes, sha256: hash.digest('hex') });
  }

  async #takeRows({ scope, table, part }: { scope: string; table: string; part: number }, content: AsyncIterable<Buffer>): Promise<void> {
    if (!isArchiveTable(table)) throw damagedArchive(`holds rows of "${table}", which is not known here`);
    const key = `${scope}/${table}`;
    const parts = this.parts.get(key) ?? [];
    if (part !== parts.length + 1) throw damagedArchive(`lacks part ${parts.length + 1} of ${table}`);
    const file = path.join(this.folder, String(this.found.size));
    await pipeline(content, createWriteStream(file, { flags: 'wx' }), { signal: this.signal });
    this.parts.set(key, [...parts, file]);
  }

  async #takeOriginal({ knowledgeBaseId, originalId }: { knowledgeBaseId: string; originalId: string }, sizeBytes: number, content: AsyncIterable<Buffer>): Promise<void> {
    const received = await this.context.files.receive(Readable.from(content), { maxBytes: sizeBytes, signal: this.signal });
    if (this.originals.has(originalId)) {
      await this.context.files.discard(received.temporaryPath);
      throw damagedArchive(`holds the original ${originalId} twice`);
    }
    this.originals.set(originalId, { ...received, knowledgeBaseId });
  }

  /** The manifest, and the entries that were found, are the same. */
  requireWhole(): { header: ArchiveHeader; manifest: Manifest } {
    const { header, manifest, found } = this;
    if (!header || !manifest) throw damagedArchive('has no manifest: it was never finished');
    const missing = new Map(manifest.entries.map(({ name, ...digest }) => [name, digest]));
    if (missing.size !== manifest.entries.length) throw damagedArchive('names an entry twice in its manifest');
    for (const [name, { bytes, sha256 }] of found) {
      if (findEntry(name)?.kind === 'manifest') continue;
      const expected = missing.get(name);
      if (!expected) throw damagedArchive(`holds "${name}", which its manifest does not name`);
      if (expected.bytes !== bytes || expected.sha256 !== sha256) throw damagedArchive(`is damaged: "${name}" is not what was written`);
      missing.delete(name);
    }
    for (const name of missing.keys()) throw damagedArchive(`lacks "${name}"`);
    return { header, manifest };
  }
}

async function* hashed(content: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

async function* within(source: AsyncIterable<Buffer>, maxBytes: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    throwIfAborted(signal);
    bytes += piece.length;
    if (bytes > maxBytes) throw new AppError('too_large', `The backup is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`, { field: 'file', maxBytes, hint: 'Raise MAX_RESTORE_MB.' });
    yield piece;
  }
}

/**
 * Takes an archive apart as it comes in, onto the disk, and holds every entry to the manifest at its end.
 * @throws AppError invalid_request for whatever is not a whole backup of ours; unsupported, too_large, storage_full, cancelled
 */
export async function receiveArchive(context: ReceiveContext, source: AsyncIterable<Buffer>, signal: AbortSignal): Promise<ReceivedArchive> {
  const workspace = await context.files.openWorkspace();
  const receiving = new Receiving(context, workspace.path, signal);
  const dispose = async () => {
    for (const { temporaryPath } of receiving.originals.values()) await context.files.discard(temporaryPath);
    await workspace[Symbol.asyncDispose]();
  };
  try {
    for await (const entry of readTar(within(source, context.config.maxRestoreBytes, signal))) await receiving.take(entry);
    return { ...receiving.requireWhole(), parts: receiving.parts, originals: receiving.originals, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw signal.aborted ? new AppError('cancelled', 'The restore was broken off', {}, { cause: error }) : asStorageError(error);
  }
}
