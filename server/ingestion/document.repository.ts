import type { ColumnChoice, Document, DocumentFailure, DocumentQuery, DocumentStatus } from '#contracts/document';
import type { Splitting } from '#contracts/splitting';
import type { Document as DocumentRow, KnowledgeBase as KnowledgeBaseRow, Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import type { Sql, SqlValue } from '../platform/sql.ts';
import { blocksIn } from './chunk-place.ts';
import type { Block } from './document-loader.ts';
import { findParsedText } from './parsed-text.repository.ts';
import { AppError } from '../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';
import { listAllowedDocumentIds } from '../retrieval/document-filter.ts';

const owned = (principal: Principal) => ({ knowledgeBase: knowledgeBasesOf(principal) });

export function presentDocument(row: DocumentRow): Document {
  return {
    id: row.id,
    knowledgeBaseId: row.knowledgeBaseId,
    name: row.name,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    contentHash: row.contentHash,
    status: row.status as DocumentStatus,
    failure: row.failure ? (JSON.parse(row.failure) as DocumentFailure) : undefined,
    notes: JSON.parse(row.notes) as string[],
    title: row.title,
    pageCount: row.pageCount ?? undefined,
    charCount: row.charCount,
    chunkCount: row.chunkCount,
    version: row.version,
    isUpdating: row.pending !== null,
    parentId: row.parentId ?? undefined,
    sourceUrl: row.sourceUrl ?? undefined,
    tags: JSON.parse(row.tags) as string[],
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    splitting: row.splitting ? (JSON.parse(row.splitting) as Partial<Splitting>) : undefined,
    columns: row.columns ? (JSON.parse(row.columns) as ColumnChoice) : undefined,
    hasCustomChunks: row.hasCustomChunks,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** @throws AppError not_found */
export async function getDocument(database: Database, principal: Principal, id: string): Promise<DocumentRow> {
  const row = await database.client.document.findFirst({ where: { id, ...owned(principal) } });
  if (!row) throw new AppError('not_found', `Document ${id} does not exist`);
  return row;
}

/** The newest of this name in a knowledge base. */
export async function findDocumentByName(database: Database, principal: Principal, knowledgeBaseId: string, name: string): Promise<DocumentRow | undefined> {
  const where = { knowledgeBaseId, name, ...owned(principal) };
  return (await database.client.document.findFirst({ where, orderBy: { createdAt: 'desc' } })) ?? undefined;
}

export async function listDocuments(
  database: Database,
  principal: Principal,
  knowledgeBaseId: string,
  { status, query, tag, parentId, sort, direction, page, pageSize }: DocumentQuery,
): Promise<{ items: Document[]; total: number }> {
  const tagged = tag === undefined ? undefined : await listAllowedDocumentIds(database.sql, knowledgeBaseId, { tags: [tag] });
  const where: Prisma.DocumentWhereInput = { knowledgeBaseId, ...owned(principal), status, parentId, ...(query ? { name: { contains: query } } : {}), ...(tagged && { id: { in: tagged } }) };
  const orderBy = [{ [sort]: direction ?? (sort === 'createdAt' ? 'desc' : 'asc') }, { id: 'asc' as const }];
  const [rows, total] = await Promise.all([
    database.client.document.findMany({ where, orderBy, skip: (page - 1) * pageSize, take: pageSize }),
    database.client.document.count({ where }),
  ]);
  return { items: rows.map(presentDocument), total };
}

/** The document a job works on, with its knowledge base; undefined when it was deleted meanwhile. */
export async function findDocumentToIngest(database: Database, id: string): Promise<(DocumentRow & { knowledgeBase: KnowledgeBaseRow }) | undefined> {
  return (await database.client.document.findUnique({ where: { id }, include: { knowledgeBase: true } })) ?? undefined;
}

/** What is stored of a document beside its chunks. */
export type StoredVersion = Pick<DocumentRow, 'id' | 'title' | 'originalId' | 'pending' | 'metadata' | 'version'>;

/** @throws AppError not_found */
export async function getStoredVersion(sql: Sql, id: string): Promise<StoredVersion> {
  const [row] = await sql.query<StoredVersion>('SELECT id, title, "originalId", pending, metadata, version FROM "Document" WHERE id = ?', [id]);
  if (!row) throw new AppError('not_found', `Document ${id} does not exist`);
  return row;
}

/** Of one that is gone meanwhile nothing changes. */
export async function updateDocument(sql: Sql, id: string, changes: { [Column in keyof DocumentRow]?: SqlValue & DocumentRow[Column] }): Promise<void> {
  const columns = Object.keys(changes).map((column) => `"${column}" = ?`);
  await sql.execute(`UPDATE "Document" SET ${columns.join(', ')}, "updatedAt" = ? WHERE id = ?`, [...Object.values(changes), new Date(), id]);
}

export async function setDocumentStatus(sql: Sql, id: string, status: DocumentStatus, failure?: DocumentFailure): Promise<void> {
  await updateDocument(sql, id, { status, failure: failure ? JSON.stringify(failure) : null });
}

/** Where the parts of a span stand: pages and boxes, cells, times. @throws AppError not_ready before it is parsed */
export async function getDocumentBlocks(database: Database, principal: Principal, id: string, span: { start: number; end: number }): Promise<Block[]> {
  const document = await getDocument(database, principal, id);
  const parsed = await findParsedText(database, document.originalId);
  if (!parsed) throw new AppError('not_ready', `The text of "${document.name}" is not there yet`, { status: document.status });
  return blocksIn(parsed.blocks, span);
}

/** The text every span of the document refers to. @throws AppError not_ready before it is parsed */
export async function getDocumentText(database: Database, principal: Principal, id: string): Promise<string> {
  const document = await getDocument(database, principal, id);
  const row = await database.client.parsedText.findUnique({ where: { originalId: document.originalId } });
  if (row) return row.text;
  throw new AppError('not_ready', `The text of "${document.name}" is not there yet`, { status: document.status });
}
