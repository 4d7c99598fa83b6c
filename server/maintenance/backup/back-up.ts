import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findPendingVersion } from '../../ingestion/document-version.ts';
import { AppError } from '../../platform/errors.ts';
import { failpoint } from '../../platform/failpoints.ts';
import { knowledgeBasesOf, type Principal } from '../../platform/principal.ts';
import { parseBuiltWith } from '../../retrieval/built-with.ts';
import { ArchiveWriter } from '../archive/archive-writer.ts';
import { type ArchiveHeader, archiveVersion, headerName, originalName, scopeOf, systemScope } from '../archive/format.ts';
import { type ArchiveTable, knowledgeBaseTables, systemTables } from '../archive/rows.ts';
import { type BackupContext, freeze, type Frozen } from './freeze.ts';
import { readKnowledgeBaseRows, readSystemRows, readVectorRows } from './snapshot-rows.ts';

type Chosen = { id: string; name: string; builtWith: string | null };

async function addOriginals(writer: ArchiveWriter, { snapshot, findOriginal }: Frozen, knowledgeBaseId: string): Promise<string[]> {
  const damaged: string[] = [];
  for await (const document of readKnowledgeBaseRows(snapshot, 'Document', knowledgeBaseId)) {
    const { originalId, contentHash } = document;
    const pending = findPendingVersion(document);
    for (const version of pending ? [{ originalId, contentHash }, pending] : [{ originalId, contentHash }]) {
      const file = findOriginal(version.originalId);
      const sha256 = file && (await writer.addFile(originalName(knowledgeBaseId, version.originalId), file));
      if (sha256 !== version.contentHash) damaged.push(version.originalId);
    }
  }
  return damaged;
}

async function addKnowledgeBase(writer: ArchiveWriter, frozen: Frozen, { id, builtWith }: Chosen): Promise<string[]> {
  const scope = scopeOf(id);
  for (const table of Object.keys(knowledgeBaseTables) as ArchiveTable[]) {
    const modelKey = parseBuiltWith(builtWith)?.modelKey ?? '';
    const rows = table === 'Embedding' ? readVectorRows(frozen.snapshot, id, modelKey) : readKnowledgeBaseRows(frozen.snapshot, table, id);
    await writer.addRows(scope, table, rows);
  }
  return addOriginals(writer, frozen, id);
}

async function write(writer: ArchiveWriter, frozen: Frozen, kind: ArchiveHeader['kind'], chosen: readonly Chosen[]): Promise<void> {
  const knowledgeBases = chosen.map(({ id, name }) => ({ id, name }));
  const header: ArchiveHeader = { format: 'lectern-backup', version: archiveVersion, kind, createdAt: new Date().toISOString(), knowledgeBases };
  await writer.addBytes(headerName, Buffer.from(JSON.stringify(header)));
  const damaged: string[] = [];
  if (kind === 'system') {
    for (const table of Object.keys(systemTables) as ArchiveTable[]) await writer.addRows(systemScope, table, readSystemRows(frozen.snapshot, table));
  }
  for (const each of chosen) damaged.push(...(await addKnowledgeBase(writer, frozen, each)));
  failpoint('backup.manifest');
  await writer.finish(damaged);
}

async function stream(context: BackupContext, kind: ArchiveHeader['kind'], ids: readonly string[], open: () => Writable, signal: AbortSignal): Promise<void> {
  await using frozen = await freeze(context, ids);
  const select = 'SELECT id, name, "builtWith" FROM "KnowledgeBase" WHERE id IN (SELECT value FROM json_each(?)) ORDER BY "createdAt", id';
  const chosen = await frozen.snapshot.query<Chosen>(select, [JSON.stringify(ids)]);
  const writer = new ArchiveWriter();
  const written = write(writer, frozen, kind, chosen).catch((error: unknown) => {
    writer.stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  await Promise.all([written, pipeline(writer.stream, open(), { signal })]);
}

/**
 * Writes one archive of a knowledge base, as it is at this instant, while everything goes on.
 * @param open called when the snapshot is taken and nothing simple can go wrong any more
 * @throws AppError not_found, storage_full
 */
export async function backUpKnowledgeBase(context: BackupContext, principal: Principal, id: string, open: (name: string) => Writable, signal: AbortSignal): Promise<void> {
  const row = await context.database.client.knowledgeBase.findFirst({ where: { AND: [knowledgeBasesOf(principal), { id }] }, select: { name: true } });
  if (!row) throw new AppError('not_found', `Knowledge base ${id} does not exist`);
  await stream(context, 'knowledge-base', [id], () => open(row.name), signal);
}

/** Every knowledge base, with conversations, settings, providers, tools and what is known of local models; no key of anybody. */
export async function backUpSystem(context: BackupContext, principal: Principal, open: () => Writable, signal: AbortSignal): Promise<void> {
  const rows = await context.database.client.knowledgeBase.findMany({ where: { ...knowledgeBasesOf(principal), isTemporary: false }, select: { id: true } });
  await stream(context, 'system', rows.map(({ id }) => id), open, signal);
}
