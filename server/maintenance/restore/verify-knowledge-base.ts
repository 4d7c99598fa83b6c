import { findPendingVersion, type PendingVersion } from '../../ingestion/document-version.ts';
import { hashText } from '../../ingestion/draft-chunks.ts';
import { parseBuiltWith } from '../../retrieval/built-with.ts';
import { scopeOf } from '../archive/format.ts';
import { readArchiveRows, type UnpackBudget } from '../archive/row-reader.ts';
import type { ArchiveRow, ArchiveTable } from '../archive/rows.ts';
import { damagedArchive } from '../archive/tar-reader.ts';
import type { ReceivedArchive } from './receive-archive.ts';

const deepestPart = 16;
/** Rounding of 32-bit floats over some thousand components. */
const lengthTolerance = 1e-3;

/** What was found out about a knowledge base in an archive while all of it was checked. */
export type VerifiedKnowledgeBase = {
  row: ArchiveRow<'KnowledgeBase'>;
  rowsOf<Table extends ArchiveTable>(table: Table): AsyncGenerator<ArchiveRow<Table>>;
  /** In ascending order. */
  chunkIds: number[];
  documentCount: number;
  damagedOriginals: ReadonlySet<string>;
};

const refuse = (what: string): never => {
  throw damagedArchive(`is not whole: ${what}`);
};

function addOnce<Value>(values: Set<Value>, value: Value, what: string): void {
  if (values.has(value)) refuse(`${what} is there twice`);
  values.add(value);
}

function versionsOf(document: ArchiveRow<'Document'>): PendingVersion[] {
  const pending = findPendingVersion(document);
  const { originalId, contentHash, sizeBytes, mediaType } = document;
  return [{ originalId, contentHash, sizeBytes, mediaType }, ...(pending ? [pending] : [])];
}

function requireNoCircle(parents: ReadonlyMap<string, string | null>): void {
  for (const start of parents.keys()) {
    let depth = 0;
    for (let id = parents.get(start) ?? null; id !== null; id = parents.get(id) ?? null) {
      if (!parents.has(id)) refuse('a document was found in one that is not there');
      if (++depth > deepestPart) refuse('documents lie in each other without end');
    }
  }
}

function requireUnitVector(vector: Buffer, dimensions: number): void {
  if (vector.length !== dimensions * 4) refuse('a vector has another length than its model gives');
  let sum = 0;
  for (let offset = 0; offset < vector.length; offset += 4) sum += vector.readFloatLE(offset) ** 2;
  // A text without a single term has a vector of zeros, which enters no index.
  if (!Number.isFinite(sum) || (sum !== 0 && Math.abs(Math.sqrt(sum) - 1) > lengthTolerance)) refuse('a vector is not of length 1');
}

/** Every row of a knowledge base is read once and held to the others and to the originals. Nothing is changed. @throws AppError invalid_request */
export async function verifyKnowledgeBase(archive: ReceivedArchive, id: string, budget: UnpackBudget): Promise<VerifiedKnowledgeBase> {
  const scope = scopeOf(id);
  const counts = new Map<ArchiveTable, number>();
  const damagedOriginals = new Set(archive.manifest.damagedOriginals);
  const rowsOf = <Table extends ArchiveTable>(table: Table) => readArchiveRows(table, archive.parts.get(`${scope}/${table}`) ?? [], budget);
  async function* counted<Table extends ArchiveTable>(table: Table): AsyncGenerator<ArchiveRow<Table>> {
    let count = 0;
    for await (const row of rowsOf(table)) {
      count += 1;
      if ('knowledgeBaseId' in row && row.knowledgeBaseId !== id) refuse(`a row of ${table} belongs to another knowledge base`);
      yield row;
    }
    counts.set(table, count);
  }

  const knowledgeBases: ArchiveRow<'KnowledgeBase'>[] = [];
  for await (const row of counted('KnowledgeBase')) knowledgeBases.push(row);
  const [row] = knowledgeBases;
  if (!row || knowledgeBases.length > 1 || row.id !== id) throw damagedArchive('is not whole: it must hold its knowledge base once');
  const builtWith = parseBuiltWith(row.builtWith);

  const folderIds = new Set<string>();
  for await (const folder of counted('WatchedFolder')) addOnce(folderIds, folder.id, 'a folder');

  const parents = new Map<string, string | null>();
  const versions = new Map<string, { documentId: string; version: PendingVersion }>();
  const hashes = new Set<string>();
  const folderPaths = new Set<string>();
  for await (const document of counted('Document')) {
    if (parents.has(document.id)) refuse('a document is there twice');
    parents.set(document.id, document.parentId);
    addOnce(hashes, document.contentHash, 'a document');
    if (document.folderId !== null && !folderIds.has(document.folderId)) refuse('a document comes from a folder that is not there');
    if (document.folderId !== null) addOnce(folderPaths, `${document.folderId}/${document.folderPath}`, 'a file of a folder');
    for (const version of versionsOf(document)) {
      if (versions.has(version.originalId)) refuse('an original belongs to two documents');
      versions.set(version.originalId, { documentId: document.id, version });
    }
  }
  requireNoCircle(parents);
  const requireDocument = (documentId: string) => void (parents.has(documentId) || refuse('a row belongs to a document that is not there'));

  for (const [originalId, { version }] of versions) {
    const file = archive.originals.get(originalId);
    if (damagedOriginals.has(originalId)) continue;
    if (!file || file.knowledgeBaseId !== id || file.sha256 !== version.contentHash || file.sizeBytes !== version.sizeBytes) refuse(`the original ${originalId} is not that of its document`);
  }
  for (const [originalId, file] of archive.originals) if (file.knowledgeBaseId === id && !versions.has(originalId)) refuse(`the original ${originalId} belongs to no document`);

  const parsed = new Set<string>();
  for await (const text of counted('ParsedText')) {
    addOnce(parsed, text.originalId, 'a text');
    if (versions.get(text.originalId)?.documentId !== text.documentId) refuse('a text belongs to no original');
  }
  const editIds = new Set<string>();
  for await (const edit of counted('ChunkEdit')) {
    requireDocument(edit.documentId);
    addOnce(editIds, edit.id, 'an edit');
  }
  const chunkIds: number[] = [];
  for await (const chunk of counted('Chunk')) {
    requireDocument(chunk.documentId);
    if (chunk.id <= (chunkIds.at(-1) ?? 0)) refuse('its chunks are out of order');
    if (chunk.textHash !== hashText(chunk.prefix + chunk.text)) refuse('a chunk is not what its checksum says');
    chunkIds.push(chunk.id);
  }
  for await (const { vector } of counted('Embedding')) requireUnitVector(Buffer.from(vector, 'base64'), builtWith?.dimensions ?? 0);
  const summaryIds = new Set<string>();
  for await (const summary of counted('Summary')) {
    addOnce(summaryIds, summary.id, 'a summary');
    if (summary.documentId !== null) requireDocument(summary.documentId);
  }
  for (const [table, count] of counts) if (archive.manifest.rows[`${scope}/${table}`] !== count) refuse(`it must hold another number of rows of ${table}`);
  return { row, rowsOf, chunkIds, documentCount: parents.size, damagedOriginals };
}
