import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { type ArchiveFile, backUp, changeArchive, readArchive, restore, withManifest, writeArchive } from '../testing/archives.ts';
import { startTestServer } from '../testing/test-server.ts';

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const knowledgeBaseId = (await server.createKnowledgeBase()).id;
await server.ingest(knowledgeBaseId, 'one.md', '# One\n\nThe first document.');
await server.ingest(knowledgeBaseId, 'two.md', '# Two\n\nThe second document.');
const archive = await backUp(server, knowledgeBaseId);
const files = readArchive(archive);

const isRefused = { status: 400, body: { error: { code: 'invalid_request', details: { field: 'file', hint: expect.stringContaining('Nothing was changed') } } } };

async function expectRefused(changed: Buffer): Promise<void> {
  expect(await restore(server, changed)).toMatchObject(isRefused);
}

afterAll(async () => {
  const { client } = server.context.database;
  expect([await client.knowledgeBase.count(), await client.document.count(), await client.user.count()]).toEqual([1, 2, 1]);
});

const renamed = (from: RegExp, to: (name: string) => string) => files.map((file) => (from.test(file.name) ? { ...file, name: to(file.name) } : file));
const replaced = (name: RegExp, change: (file: ArchiveFile) => Partial<ArchiveFile>) => files.map((file) => (name.test(file.name) ? { ...file, ...change(file) } : file));

test.each([
  ['a name that climbs out', () => renamed(/originals/, (name) => `${name.slice(0, 50)}/../../../escape`)],
  ['an absolute name', () => renamed(/originals/, () => '/etc/passwd')],
  ['a name no backup has', () => [...files.slice(0, -1), { name: 'readme.txt', content: Buffer.from('hello') }, files.at(-1)!]],
  ['a table that is not known', () => renamed(/ChunkEdit|Summary|Chunk-/, (name) => name.replace(/[A-Za-z]+-\d/, 'Job-0'))],
  ['an entry twice', () => [...files.slice(0, -1), files[1]!, files.at(-1)!]],
  ['an original under another knowledge base', () => renamed(/originals/, (name) => name.replace(/^knowledge-bases\/[^/]+/, 'knowledge-bases/00000000-0000-4000-8000-000000000000'))],
  ['a part that is missing', () => files.filter(({ name }) => !name.includes('/Chunk-'))],
  ['an original that is missing', () => files.filter(({ name }, index) => index !== files.findIndex((file) => file.name.includes('originals')) || name === '')],
  ['parts out of order', () => renamed(/Chunk-000001/, (name) => name.replace('000001', '000002'))],
  ['an original of other content', () => replaced(/originals/, () => ({ content: Buffer.from('forged') }))],
  ['a part that is no gzip', () => replaced(/Chunk-/, () => ({ content: Buffer.from('{}\n') }))],
  ['a part that breaks off', () => replaced(/Chunk-/, ({ content }) => ({ content: content.subarray(0, content.length - 9) }))],
  ['a row that is no JSON', () => replaced(/Chunk-/, () => ({ content: gzipSync('nonsense\n') }))],
  ['no header', () => files.slice(1)],
])('%s is refused though the manifest agrees with it', async (_what, change) => {
  await expectRefused(writeArchive(withManifest(change())));
});

test.each([
  ['a symbolic link', '2'],
  ['a hard link', '1'],
  ['a folder', '5'],
  ['an extended header', 'x'],
  ['a device', '3'],
])('%s is refused', async (_what, type) => {
  await expectRefused(writeArchive([files[0]!, { name: files[1]!.name, content: Buffer.alloc(0), type }, ...files.slice(1)]));
});

test('a size that is not that of the content is refused', async () => {
  for (const sizeInHeader of [1, 100_000, 8 ** 11 - 1]) await expectRefused(writeArchive([{ ...files[0]!, sizeInHeader }, ...files.slice(1)]));
});

test('a flipped bit is noticed in every entry, in its header and in its content', async () => {
  let at = 0;
  for (const { name, content } of files) {
    for (const offset of [at + 20, at + 512 + Math.floor(content.length / 2)]) {
      const damaged = Buffer.from(archive);
      damaged[offset]! ^= 1;
      const { status } = await restore(server, damaged);
      expect(status, `${name} at ${offset}`).toBe(400);
    }
    at += 512 + Math.ceil(content.length / 512) * 512;
  }
});

test('an archive that ends early is refused wherever it ends, and so is what is none', async () => {
  for (const length of [0, 100, 512, 700, Math.floor(archive.length / 2), archive.length - 1_200]) await expectRefused(archive.subarray(0, length));
  await expectRefused(Buffer.from('PK\u0003\u0004 this is no tar'.padEnd(2_000)));
  await expectRefused(Buffer.concat([archive, Buffer.from('more')]));
});

test('a newer format is refused with a word on updating', async () => {
  const newer = replaced(/^backup\.json$/, ({ content }) => ({ content: Buffer.from(content.toString().replace('"version":1', '"version":2')) }));
  expect(await restore(server, writeArchive(withManifest(newer)))).toMatchObject({ status: 422, body: { error: { details: { hint: expect.stringContaining('Update') } } } });
});

const elsewhere = '00000000-0000-4000-8000-000000000000';
test.each<[string, string, (row: Record<string, unknown>) => Record<string, unknown>]>([
  ['a document of another knowledge base', 'Document', (row) => ({ ...row, knowledgeBaseId: elsewhere })],
  ['a document found in itself', 'Document', (row) => ({ ...row, parentId: row.id })],
  ['a document found in one that is not there', 'Document', (row) => ({ ...row, parentId: elsewhere })],
  ['an id that is a path', 'Document', (row) => ({ ...row, originalId: '../../escape' })],
  ['documents that share an id', 'Document', (row) => ({ ...row, id: elsewhere })],
  ['a document with a column too many', 'Document', (row) => ({ ...row, apiKey: 'x' })],
  ['a document without a name', 'Document', ({ name: _name, ...row }) => row],
  ['a text of no original', 'ParsedText', (row) => ({ ...row, originalId: elsewhere })],
  ['a chunk of a document that is not there', 'Chunk', (row) => ({ ...row, documentId: elsewhere })],
  ['a chunk whose text is not that of its hash', 'Chunk', (row) => ({ ...row, text: `${String(row.text)}!` })],
  ['chunks that share an id', 'Chunk', (row) => ({ ...row, id: 1 })],
  ['a vector that is too short', 'Embedding', (row) => ({ ...row, vector: Buffer.alloc(8).toString('base64') })],
  ['a vector that is not finite', 'Embedding', (row) => ({ ...row, vector: Buffer.from(Float32Array.from({ length: 256 }, () => Number.NaN).buffer).toString('base64') })],
  ['a vector that is not of length 1', 'Embedding', (row) => ({ ...row, vector: Buffer.from(Float32Array.from({ length: 256 }, () => 1).buffer).toString('base64') })],
  ['settings that are out of range', 'KnowledgeBase', (row) => ({ ...row, chunkSize: 1e9 })],
])('%s is refused', async (_what, table, change) => {
  await expectRefused(changeArchive(archive, (row, of) => (of === table ? change(row) : row)));
});

test('a few bytes that unpack to very many are refused, and nothing waits for all of them', async () => {
  const { maxRestoreBytes } = server.context.config;
  server.context.config.maxRestoreBytes = 1024 * 1024;
  const bomb = replaced(/Chunk-/, () => ({ content: gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')) }));
  expect(await restore(server, writeArchive(withManifest(bomb)))).toMatchObject(isRefused);
  server.context.config.maxRestoreBytes = 2_000;
  expect(await restore(server, archive)).toMatchObject({ status: 413, body: { error: { details: { hint: 'Raise MAX_RESTORE_MB.' } } } });
  server.context.config.maxRestoreBytes = maxRestoreBytes;
});
