import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createClient } from '@libsql/client';
import { afterAll, expect, test, vi } from 'vitest';
import type { DoctorReport, DoctorRequest, FindingKind } from '#contracts/maintenance';
import type { SearchResponse } from '#contracts/search';
import { parseBuiltWith } from '../retrieval/built-with.ts';
import { startTestServer } from '../testing/test-server.ts';

const elsewhere = '00000000-0000-4000-8000-000000000000';

let documentId: string;
let originalId: string;
let chunkId: number;

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const knowledgeBaseId = (await server.createKnowledgeBase({ chunkSize: 100, chunkOverlap: 0 })).id;
const keywords = `keywords_${knowledgeBaseId.replaceAll('-', '_')}`;
await server.ingest(knowledgeBaseId, 'other.md', '# Other\n\nNothing of interest.');

/** Changes the database past Lectern, without the checks it makes. */
async function inject(sql: string, ...args: (string | number | Uint8Array)[]): Promise<void> {
  const client = createClient({ url: server.context.config.databaseUrl, timeout: 5_000 });
  await client.execute('PRAGMA foreign_keys = OFF');
  await client.execute({ sql, args });
  client.close();
}

/** The server sweeps such vectors itself when jobs were withdrawn, once: what comes after that is for the doctor. */
async function injectStrayVector(): Promise<void> {
  const { database, jobs } = server.context;
  const stray = `INSERT INTO "Embedding" ("modelKey", "textHash", vector) VALUES ('m', 'nobody', x'00')`;
  await inject(stray);
  await jobs.cancel('nothing');
  await vi.waitFor(async () => expect(await database.client.embedding.count({ where: { textHash: 'nobody' } })).toBe(0), { timeout: 10_000 });
  await inject(stray);
}

async function freshDocument(): Promise<void> {
  if (documentId) await server.ask('DELETE', `/api/documents/${documentId}`);
  documentId = (await server.ingest(knowledgeBaseId, 'lamp.md', '# Lamp\n\nThe lamp stands in the hall and burns all night long, every night.\n\n# Key\n\nThe key hangs beside the lamp, on a nail of its own.')).id;
  const row = await server.context.database.client.document.findUniqueOrThrow({ where: { id: documentId }, include: { chunks: { orderBy: { position: 'asc' } } } });
  originalId = row.originalId;
  chunkId = row.chunks[0]!.id;
}

const examine = async (request: Partial<DoctorRequest> = {}) => (await server.ask<DoctorReport>('POST', '/api/maintenance/doctor', request)).body;
const findsLamp = async () => (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query: 'Where does the lamp stand?' })).body.hits.some(({ text }) => text.includes('hall'));
const originalFile = () => path.join(server.dataDir, knowledgeBaseId, 'originals', originalId);
const spec = async () => ({ id: knowledgeBaseId, ...parseBuiltWith((await server.context.database.client.knowledgeBase.findUniqueOrThrow({ where: { id: knowledgeBaseId } })).builtWith)! });

const divergences: [FindingKind, () => Promise<unknown>][] = [
  ['original-missing', () => rm(originalFile())],
  ['original-damaged', () => writeFile(originalFile(), 'something else')],
  ['pending-missing', () => inject(`UPDATE "Document" SET pending = ?, status = 'failed' WHERE id = ?`, JSON.stringify({ originalId: elsewhere, contentHash: 'a'.repeat(64), sizeBytes: 1, mediaType: 'text/plain' }), documentId)],
  ['original-without-document', async () => {
    const file = path.join(server.dataDir, knowledgeBaseId, 'originals', elsewhere);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, 'nobody');
    await utimes(file, new Date(0), new Date(0));
  }],
  ['tables-without-document', async () => {
    await mkdir(path.join(server.dataDir, knowledgeBaseId, 'tables'), { recursive: true });
    await writeFile(path.join(server.dataDir, knowledgeBaseId, 'tables', `${elsewhere}.db`), 'nobody');
  }],
  ['text-missing', () => inject('DELETE FROM "ParsedText" WHERE "documentId" = ?', documentId)],
  ['text-without-document', () => inject(`INSERT INTO "ParsedText" ("originalId", "documentId", title, text, blocks) VALUES (?, ?, '', '', x'')`, elsewhere, elsewhere)],
  ['chunk-without-document', () => inject('UPDATE "Chunk" SET "documentId" = ? WHERE id = ?', elsewhere, chunkId)],
  ['chunk-count-wrong', () => inject('UPDATE "Document" SET "chunkCount" = 99 WHERE id = ?', documentId)],
  ['ready-without-chunks', () => inject('DELETE FROM "Chunk" WHERE "documentId" = ?', documentId)],
  ['span-wrong', () => inject('UPDATE "Chunk" SET start = start + 1, end = end + 1 WHERE id = ?', chunkId)],
  ['chunk-without-keywords', () => inject(`DELETE FROM ${keywords} WHERE rowid = ?`, chunkId)],
  ['keywords-without-chunk', () => inject(`INSERT INTO ${keywords} (rowid, body, context) VALUES (999999, 'ghost', '')`)],
  ['keywords-damaged', () => inject(`UPDATE ${keywords}_data SET block = x'0000' WHERE id > 10`)],
  ['chunk-without-vector', () => inject('DELETE FROM "Embedding" WHERE "textHash" = (SELECT "textHash" FROM "Chunk" WHERE id = ?)', chunkId)],
  ['vector-damaged', () => inject('UPDATE "Embedding" SET vector = ? WHERE "textHash" = (SELECT "textHash" FROM "Chunk" WHERE id = ?)', new Uint8Array(Float32Array.from({ length: 256 }, () => Number.NaN).buffer), chunkId)],
  ['vector-without-chunk', injectStrayVector],
  ['index-without-chunk', async () => server.context.indexes.upsert(await spec(), [{ id: 777_777, vector: Float32Array.from({ length: 256 }, () => 0.0625) }])],
  ['chunk-without-index', async () => server.context.indexes.remove(await spec(), [chunkId])],
  ['edit-without-document', () => inject(`INSERT INTO "ChunkEdit" (id, "documentId", kind, "updatedAt") VALUES (?, ?, 'disable', '2026-01-01T00:00:00.000Z')`, elsewhere, elsewhere)],
  ['parent-missing', () => inject('UPDATE "Document" SET "parentId" = ? WHERE id = ?', elsewhere, documentId)],
  ['job-without-document', () => inject(
    `INSERT INTO "Job" (id, kind, key, payload, state, "runAt", "updatedAt") VALUES (?, 'ingest-document', 'document:gone', ?, 'waiting', '2999-01-01T00:00:00.000+00:00', '2026-01-01T00:00:00.000+00:00')`,
    elsewhere,
    JSON.stringify({ documentId: elsewhere }),
  )],
];

test('what agrees has no findings', async () => {
  await freshDocument();
  expect(await examine({ deep: true })).toEqual({ counts: {}, findings: [], repaired: 0 });
});

test.each(divergences)('%s is found, repaired, and then not found any more', async (kind, diverge) => {
  await freshDocument();
  await diverge();
  const { counts } = await examine({ deep: true });
  expect(counts[kind]).toBeGreaterThan(0);
  expect((await examine({ repair: true, deep: true })).repaired).toBeGreaterThan(0);
  // A document that is read again has no findings meanwhile, and is not found yet.
  const isSound = async () => {
    expect(await examine({ deep: true })).toMatchObject({ counts: {} });
    expect(await findsLamp()).toBe(kind !== 'chunk-without-document');
  };
  await vi.waitFor(isSound, { timeout: 15_000, interval: 100 });
});

test('looking changes nothing', async () => {
  await freshDocument();
  await inject('UPDATE "Document" SET "chunkCount" = 99 WHERE id = ?', documentId);
  const first = await examine();
  expect(await examine()).toEqual(first);
  expect(first).toEqual({ counts: { 'chunk-count-wrong': 1 }, findings: [{ kind: 'chunk-count-wrong', knowledgeBaseId, subject: documentId }], repaired: 0 });
});

test('a document whose original is gone says what to do, and its passages are still found', async () => {
  await freshDocument();
  await rm(originalFile());
  await examine({ repair: true });
  const { body } = await server.ask('GET', `/api/documents/${documentId}`);
  expect(body).toMatchObject({ status: 'failed', failure: { code: 'original_missing', hint: expect.stringContaining('Upload the file again') } });
  expect(await findsLamp()).toBe(true);
});

test('a chunk that is switched off needs neither keywords nor an entry in the index', async () => {
  await freshDocument();
  await inject(`DELETE FROM ${keywords} WHERE rowid = ?`, chunkId);
  await inject('UPDATE "Chunk" SET "isEnabled" = 0 WHERE id = ?', chunkId);
  await server.context.indexes.remove(await spec(), [chunkId]);
  expect((await examine()).counts).toEqual({});
});
