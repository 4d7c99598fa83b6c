import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileDurably } from './durable-files.ts';
import { armFailpoints } from './failpoints.ts';
import { createFileStore, type FileStore } from './files.ts';

const knowledgeBaseId = randomUUID();
const documentId = randomUUID();
const unlimited = { maxBytes: 1024 * 1024, signal: new AbortController().signal };

let root: string;
let files: FileStore;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lectern-files-'));
  files = createFileStore({ root });
});

afterEach(async () => {
  armFailpoints(undefined);
  await rm(root, { recursive: true });
});

const streamOf = (...pieces: string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));
const incoming = () => readdir(path.join(root, '.incoming')).catch(() => []);

test('a received file is counted, hashed, and its beginning kept', async () => {
  const received = await files.receive(streamOf('first ', 'x'.repeat(5_000)), unlimited);
  const content = `first ${'x'.repeat(5_000)}`;
  expect(received.sizeBytes).toBe(content.length);
  expect(received.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(received.head.toString()).toBe(content.slice(0, 4_096));
  expect(await readFile(received.temporaryPath, 'utf8')).toBe(content);
});

test('an empty file is received', async () => {
  expect(await files.receive(streamOf(), unlimited)).toMatchObject({ sizeBytes: 0, head: Buffer.alloc(0) });
});

test('a file over the limit is refused, leaves nothing behind, and the stream can be read on', async () => {
  const content = streamOf('12345', '67890', 'rest');
  await expect(files.receive(content, { ...unlimited, maxBytes: 8 })).rejects.toMatchObject({ code: 'too_large' });
  expect(await incoming()).toEqual([]);
  expect(await text(content)).toBe('rest');
});

test('an upload that is broken off is cancelled and leaves nothing behind', async () => {
  const controller = new AbortController();
  const endless = new Readable({ read: () => {} });
  endless.push('beginning');
  const receiving = files.receive(endless, { ...unlimited, signal: controller.signal });
  controller.abort();
  await expect(receiving).rejects.toMatchObject({ code: 'cancelled' });
  expect(await incoming()).toEqual([]);
});

test('a kept file is the original, and no longer a temporary one', async () => {
  const { temporaryPath } = await files.receive(streamOf('content'), unlimited);
  await files.keep(temporaryPath, knowledgeBaseId, documentId);
  await files.discard(temporaryPath);
  expect(await incoming()).toEqual([]);
  expect(files.originalPath(knowledgeBaseId, documentId)).toBe(path.join(root, knowledgeBaseId, 'originals', documentId));
  const { sizeBytes, content } = await files.openOriginal(knowledgeBaseId, documentId);
  expect([sizeBytes, await text(content)]).toEqual([7, 'content']);
});

test('a part of the original can be read', async () => {
  const { temporaryPath } = await files.receive(streamOf('0123456789'), unlimited);
  await files.keep(temporaryPath, knowledgeBaseId, documentId);
  const { content } = await files.openOriginal(knowledgeBaseId, documentId, { start: 2, end: 4 });
  expect(await text(content)).toBe('234');
});

test('a removed original is not found, and removing it again does nothing', async () => {
  const { temporaryPath } = await files.receive(streamOf('content'), unlimited);
  await files.keep(temporaryPath, knowledgeBaseId, documentId);
  await files.removeOriginal(knowledgeBaseId, documentId);
  await files.removeOriginal(knowledgeBaseId, documentId);
  await expect(files.openOriginal(knowledgeBaseId, documentId)).rejects.toMatchObject({ code: 'not_found' });
});

test('removing a knowledge base leaves the others alone', async () => {
  const other = randomUUID();
  for (const id of [knowledgeBaseId, other]) {
    const { temporaryPath } = await files.receive(streamOf(id), unlimited);
    await files.keep(temporaryPath, id, documentId);
  }
  await files.removeKnowledgeBase(knowledgeBaseId);
  expect(existsSync(path.join(root, knowledgeBaseId))).toBe(false);
  expect(existsSync(files.originalPath(other, documentId))).toBe(true);
});

test.each(['..', '../../etc', '.', '', '/etc/passwd', 'a/b', 'ABCDEF12', '%2e%2e%2f%2e%2e', 'x'.repeat(65), '.incoming', 'c:\\windows', 'a\0bcdefgh'])(
  'the id %j is refused',
  (id) => {
    expect(() => files.originalPath(id, documentId)).toThrow('not an id');
    expect(() => files.originalPath(knowledgeBaseId, id)).toThrow('not an id');
  },
);

test('only received files can be kept or discarded', async () => {
  const foreign = path.join(root, 'lectern.db');
  await writeFile(foreign, 'data');
  await expect(files.discard(foreign)).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(files.keep(path.join(root, '.incoming', '..', 'lectern.db'), knowledgeBaseId, documentId)).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await readFile(foreign, 'utf8')).toBe('data');
});

test('sweeping removes what earlier runs left, and nothing that is arriving', async () => {
  const old = await files.receive(streamOf('old'), unlimited);
  const arriving = await files.receive(streamOf('arriving'), unlimited);
  const yesterday = new Date(Date.now() - 24 * 3_600_000);
  await utimes(old.temporaryPath, yesterday, yesterday);
  expect(await files.sweepIncoming()).toBe(1);
  expect(await incoming()).toEqual([path.basename(arriving.temporaryPath)]);
});

test.each(['files.fsync', 'files.rename', 'files.syncFolder'])('a full disk at %s is named, and the upload can be tried again', async (name) => {
  const { temporaryPath } = await files.receive(streamOf('content'), unlimited);
  armFailpoints(`${name}=enospc`);
  await expect(files.keep(temporaryPath, knowledgeBaseId, documentId)).rejects.toMatchObject({ code: 'storage_full' });
  const again = await files.receive(streamOf('content'), unlimited);
  await files.keep(again.temporaryPath, knowledgeBaseId, documentId);
  expect(await readFile(files.originalPath(knowledgeBaseId, documentId), 'utf8')).toBe('content');
});

test('a full disk while receiving is named', async () => {
  armFailpoints('files.write=enospc');
  await expect(files.receive(streamOf('content'), unlimited)).rejects.toMatchObject({ code: 'storage_full' });
});

test.each(['files.write', 'files.fsync', 'files.rename'])('a durable write that fails at %s leaves the old content and no temporary file', async (name) => {
  const file = path.join(root, 'current');
  await writeFileDurably(file, 'old');
  armFailpoints(`${name}=eio`);
  await expect(writeFileDurably(file, 'new')).rejects.toThrow('EIO');
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(root)).toEqual(['current']);
});

test('a durable write replaces the whole content', async () => {
  const file = path.join(root, 'current');
  await writeFileDurably(file, 'a longer content');
  await writeFileDurably(file, new Uint8Array([1, 2]));
  expect((await stat(file)).size).toBe(2);
});
