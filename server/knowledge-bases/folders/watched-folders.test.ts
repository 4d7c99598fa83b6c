import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { FolderFile } from '#contracts/folder-file';
import type { FolderSync, WatchedFolder } from '#contracts/watched-folder';
import { audit } from '../../maintenance/doctor/audit.ts';
import { startTestServer } from '../../testing/test-server.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

async function follow(ignore: string[] = []) {
  const { id } = await server.createKnowledgeBase();
  const { status, body } = await server.ask<WatchedFolder>('POST', `/api/knowledge-bases/${id}/folders`, { ignore });
  expect(status).toBe(201);
  const at = (name: string) => path.join(body.path, name);
  const documents = async () => (await server.ask<{ items: Document[] }>('GET', `/api/knowledge-bases/${id}/documents?pageSize=100`)).body.items;
  const names = async () => (await documents()).filter(({ status: state }) => state === 'ready').map(({ name }) => name).sort();
  const untilNames = (...expected: string[]) => vi.waitFor(async () => expect(await names()).toEqual(expected), { timeout: 15_000, interval: 50 });
  const folder = async () => (await server.ask<{ items: WatchedFolder[] }>('GET', `/api/knowledge-bases/${id}/folders`)).body.items[0]!;
  return { id, folderId: body.id, at, documents, untilNames, folder };
}

test('what is saved in the folder becomes a document, what is changed a newer version of it, what is deleted goes', async () => {
  const { at, documents, untilNames } = await follow(['*.bak', 'drafts']);
  await mkdir(at('drafts'));
  await mkdir(at('deep'));
  await writeFile(at('deep/tide.txt'), 'The tide turns at noon.');
  for (const name of ['drafts/one.txt', 'tide.bak', '~$tide.docx', '.hidden.txt', 'tmp.txt']) await writeFile(at(name), `left out: ${name}`);
  await untilNames('deep/tide.txt');
  await writeFile(at('deep/tide.txt'), 'The tide turns at one o’clock.');
  await vi.waitFor(async () => expect((await documents())[0]).toMatchObject({ version: 2, status: 'ready' }), { timeout: 15_000 });
  await rm(at('deep/tide.txt'));
  await untilNames();
  // The file in the store goes last.
  await vi.waitFor(async () => expect(await audit(server.context)).toEqual([]));
});

test('a renamed file stays the same document', async () => {
  const { at, documents, untilNames } = await follow();
  await writeFile(at('old.txt'), 'The lamp is lit at dusk.');
  await untilNames('old.txt');
  const [before] = await documents();
  await rename(at('old.txt'), at('new.txt'));
  await untilNames('new.txt');
  expect((await documents())[0]).toMatchObject({ id: before!.id, version: 1 });
});

test('links that lead out of the folder are told, not followed', async () => {
  const { at, folder, folderId, untilNames } = await follow();
  await symlink('/etc/hostname', at('host.txt'));
  await writeFile(at('good.txt'), 'A good file.');
  await untilNames('good.txt');
  await server.ask<FolderSync>('POST', `/api/folders/${folderId}/sync`, {});
  expect((await folder()).message).toContain('host.txt');
});

test('when most files vanish at once their documents stay until somebody confirms it', async () => {
  const { at, documents, folder, folderId, untilNames } = await follow();
  const names = Array.from({ length: 12 }, (_, index) => `file-${String(index).padStart(2, '0')}.txt`);
  for (const name of names) await writeFile(at(name), `The content of ${name}.`);
  await untilNames(...names);
  await rm(at('.'), { recursive: true });
  await vi.waitFor(async () => expect((await folder()).state).toBe('missing'), { timeout: 15_000 });
  await mkdir(at('.'));
  await server.ask('POST', `/api/folders/${folderId}/sync`, {});
  expect(await folder()).toMatchObject({ state: 'holding', documentCount: 12 });
  expect(await documents()).toHaveLength(12);
  const { body } = await server.ask<FolderSync>('POST', `/api/folders/${folderId}/sync`, { confirmRemoval: true });
  expect(body.removed).toBe(12);
  expect(await documents()).toEqual([]);
});

test('a folder that is followed no more keeps its documents', async () => {
  const { at, documents, folderId, untilNames } = await follow();
  await writeFile(at('a.txt'), 'It stays.');
  await untilNames('a.txt');
  expect((await server.ask('DELETE', `/api/folders/${folderId}`)).status).toBe(204);
  await rm(at('a.txt'));
  expect(await documents()).toHaveLength(1);
});

test('files and documents are listed side by side, with what reads and splits them', async () => {
  const { id, at, untilNames } = await follow(['*.bak']);
  await writeFile(at('taken.md'), '# Taken');
  await writeFile(at('stray.bak'), 'Left out, and in the folder all the same.');
  await untilNames('taken.md');
  await server.ingest(id, 'uploaded.txt', 'It was uploaded.');
  const { items } = (await server.ask<{ items: FolderFile[] }>('GET', `/api/knowledge-bases/${id}/files`)).body;
  expect(items).toMatchObject([
    { name: 'stray.bak', inFolder: true, inDatabase: false },
    { name: 'taken.md', inFolder: true, inDatabase: true, loader: 'markdown', splitter: 'recursive', chunkCount: 1, version: 1 },
    { name: 'uploaded.txt', inFolder: false, inDatabase: true, loader: 'text' },
  ]);
});

test('only folders that the administrator allows are watched', async () => {
  const { id } = await server.createKnowledgeBase();
  for (const [given, hint] of [['relative', 'root of the disk'], ['/no/such/folder', 'Check the path'], ['/etc', 'FOLDER_ROOTS']] as const) {
    const { status, body } = await server.ask<{ error: { details: { field: string; hint: string } } }>('POST', `/api/knowledge-bases/${id}/folders`, { path: given });
    expect([status, body.error.details.field]).toEqual([400, 'path']);
    expect(body.error.details.hint).toContain(hint);
  }
});
