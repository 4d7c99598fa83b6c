import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFolder } from './list-folder.ts';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lectern-'));
  folder = path.join(root, 'content');
  await mkdir(folder);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(relative: string, content = 'text'): Promise<void> {
  await mkdir(path.dirname(path.join(folder, relative)), { recursive: true });
  await writeFile(path.join(folder, relative), content);
}

const pathsOf = ({ files }: { files: { path: string }[] }) => files.map((file) => file.path);

test('files of all folders are listed with relative paths, in order', async () => {
  await put('b.md');
  await put('差旅/2024/制度.md', '差旅');
  await put('a/z.txt', 'four');
  const listing = await listFolder(folder);
  expect(pathsOf(listing)).toEqual(['a/z.txt', 'b.md', '差旅/2024/制度.md']);
  expect(listing.files[0]).toMatchObject({ sizeBytes: 4, mtimeMs: expect.any(Number) });
});

test('scratch, hidden and lock files are left out, and whole folders of that name', async () => {
  for (const name of ['temp.txt', 'Temporary/a.txt', 'tmp1/b.txt', 'TMP', '.hidden', '.git/config', '~$report.docx', 'attempt.md']) await put(name);
  expect(pathsOf(await listFolder(folder))).toEqual(['attempt.md']);
});

test('what the caller ignores is left out', async () => {
  await put('keep.md');
  await put('drafts/one.md');
  expect(pathsOf(await listFolder(folder, { isIgnored: (relative) => relative === 'drafts' }))).toEqual(['keep.md']);
});

test('a link that leads out of the folder, nowhere or to a folder is skipped with a word; one to a file in it is taken', async () => {
  await put('inside/a.md');
  await writeFile(path.join(root, 'secret.txt'), 'secret');
  await symlink(path.join(root, 'secret.txt'), path.join(folder, 'out.txt'));
  await symlink(root, path.join(folder, 'up'));
  await symlink(path.join(folder, 'inside'), path.join(folder, 'loop'));
  await symlink(path.join(folder, 'gone'), path.join(folder, 'nowhere'));
  await symlink(path.join(folder, 'inside/a.md'), path.join(folder, 'alias.md'));
  const listing = await listFolder(folder);
  expect(pathsOf(listing)).toEqual(['alias.md', 'inside/a.md']);
  expect(listing.skipped).toEqual([
    { path: 'loop', reason: 'a link to a folder' },
    { path: 'nowhere', reason: 'a link that leads nowhere' },
    { path: 'out.txt', reason: 'a link that leads out of the folder' },
    { path: 'up', reason: 'a link that leads out of the folder' },
  ]);
});

test('a folder that is not there is an error that names it', async () => {
  await expect(listFolder(path.join(root, 'nowhere'))).rejects.toMatchObject({ code: 'not_found', details: { field: 'folder' } });
});
