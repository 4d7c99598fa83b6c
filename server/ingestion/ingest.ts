import type { DocumentStatus } from '#contracts/document';
import type { Document as DocumentRow, KnowledgeBase as KnowledgeBaseRow } from '../generated/prisma/client.ts';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Database } from '../platform/database.ts';
import type { Splitting } from '#contracts/splitting';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { FileStore } from '../platform/files.ts';
import type { JobEnd, JobHandler, JobQueue, JobRun } from '../platform/jobs.ts';
import { type BuiltWith, modelKeyOf, parseBuiltWith, splittingOf } from '../retrieval/built-with.ts';
import type { IndexCatalog } from '../retrieval/index-catalog.ts';
import { chosenColumns, hasChosenColumns } from './chosen-columns.ts';
import { draftCurated } from './curated-chunks.ts';
import type { ParsedDocument } from './document-loader.ts';
import { splittingFor } from './document-splitting.ts';
import { findDocumentToIngest, setDocumentStatus } from './document.repository.ts';
import { type PendingVersion, versionToIngest } from './document-version.ts';
import { embedTexts } from './embed.ts';
import { moveIndexEntries, replaceChunks } from './index-chunks.ts';
import { findParsedText, rereadId, saveParsedText } from './parsed-text.repository.ts';
import type { ParserPool } from './parser-pool.ts';
import type { Passwords } from './passwords.ts';
import type { Progress } from './progress.ts';
import { settleBorders } from './settle-borders.ts';
import { takeParts } from './take-parts.ts';
import type { ChunkSpan } from './text-splitter.ts';

export type IngestContext = {
  database: Database;
  files: FileStore;
  parsers: ParserPool;
  progress: Progress;
  indexes: IndexCatalog;
  embeddingModels: { get(id: string): Promise<EmbeddingModel> };
  jobs: Pick<JobQueue, 'add' | 'wake' | 'withdraw'>;
  passwords: Passwords;
  maxUploadBytes: number;
};

export type IngestPayload = { documentId: string };
/** `readFrom`: where the text is kept. */
type Parsed = { parsed: ParsedDocument; spans: ChunkSpan[]; readFrom: string };
type DocumentToIngest = DocumentRow & { knowledgeBase: KnowledgeBaseRow };

/** New documents follow what the serving index was built with; the knowledge base's settings take over with the next rebuild. */
async function settingsFor(context: IngestContext, knowledgeBase: KnowledgeBaseRow, signal: AbortSignal): Promise<{ builtWith: BuiltWith; model: EmbeddingModel }> {
  const present = parseBuiltWith(knowledgeBase.builtWith);
  if (present) {
    const model = await context.embeddingModels.get(present.embeddingModel);
    if (modelKeyOf(model) !== present.modelKey) throw new AppError('unavailable', 'The embedding model has a new revision; the knowledge base is rebuilt first');
    return { builtWith: present, model };
  }
  const { embeddingModel, vectorStore } = knowledgeBase;
  const model = await context.embeddingModels.get(embeddingModel);
  const dimensions = await model.dimensions(signal);
  return { builtWith: { ...splittingOf(knowledgeBase as Splitting), embeddingModel, modelKey: modelKeyOf(model), dimensions, vectorStore }, model };
}

function report(context: IngestContext, { id, knowledgeBaseId, name }: DocumentToIngest, status: DocumentStatus, part?: number): void {
  context.progress.document(knowledgeBaseId, { documentId: id, name, status }, part);
}

async function enter(context: IngestContext, document: DocumentToIngest, status: DocumentStatus): Promise<void> {
  await context.database.writeSql((sql) => setDocumentStatus(sql, document.id, status));
  report(context, document, status);
}

/** Reads the original, makes its parts documents of their own, and keeps the text. */
async function parse(context: IngestContext, document: DocumentToIngest, version: PendingVersion, readFrom: string, splitting: Splitting, signal: AbortSignal): Promise<Parsed> {
  await enter(context, document, 'parsing');
  await using workspace = await context.files.openWorkspace();
  const path = context.files.originalPath(document.knowledgeBaseId, version.originalId);
  const file = { path, name: document.name, sizeBytes: version.sizeBytes, url: document.sourceUrl ?? undefined, columns: chosenColumns(document) };
  const password = context.passwords.take(document.id);
  const { document: parsed, tablesFile, chunks } = await context.parsers.parse(file, { ...splitting, folder: workspace.path, password }, signal);
  failpoint('ingest.parsed');
  if (tablesFile) await context.files.keepTables(tablesFile, document.knowledgeBaseId, version.originalId);
  const notes = await takeParts(context, document, parsed.parts ?? [], signal);
  const complete = { ...parsed, notes: [...parsed.notes, ...notes] };
  await context.database.writeSql(async (sql) => {
    await saveParsedText(sql, document.id, readFrom, complete);
    await setDocumentStatus(sql, document.id, 'embedding');
  });
  return { parsed: complete, spans: chunks, readFrom };
}

/** Parses and splits, unless an earlier attempt has parsed already. Text read with other columns stays until its chunks are replaced. */
async function parseAndSplit(context: IngestContext, document: DocumentToIngest, version: PendingVersion, splitting: Splitting, signal: AbortSignal): Promise<Parsed> {
  const known = await findParsedText(context.database, version.originalId);
  if (!known) return parse(context, document, version, version.originalId, splitting, signal);
  if (!hasChosenColumns(known, document)) return parse(context, document, version, rereadId(version.originalId), splitting, signal);
  await enter(context, document, 'splitting');
  return { parsed: known, spans: await context.parsers.split(known, splitting, signal), readFrom: version.originalId };
}

async function holdsParts({ database }: IngestContext, documentId: string): Promise<boolean> {
  return (await database.client.document.count({ where: { parentId: documentId } })) > 0;
}

/**
 * Takes a document from queued to ready. Every step is kept when it is done; run again, it goes on from there.
 * @returns the last step, which makes the document ready together with the end of its job
 */
export async function ingest(
  context: IngestContext,
  { documentId }: IngestPayload,
  { signal }: Pick<JobRun, 'signal'>,
): Promise<JobEnd | undefined> {
  const document = await findDocumentToIngest(context.database, documentId);
  if (!document) return undefined;
  const { builtWith, model } = await settingsFor(context, document.knowledgeBase, signal);
  const version = versionToIngest(document);
  const splitting = splittingFor(document, builtWith);
  const { parsed, spans, readFrom } = await parseAndSplit(context, document, version, splitting, signal);
  if (spans.length === 0 && !document.hasCustomChunks && !(await holdsParts(context, documentId))) throw new AppError('unsupported', 'There is no text in this document', { hint: 'If it is a scan, run text recognition on it first.' });

  report(context, document, 'embedding');
  const isNewer = version.originalId !== document.originalId;
  const settled = isNewer ? await settleBorders(context, document, { parsed, spans }, splitting, signal) : spans;
  const chunks = await draftCurated(context.database, { ...document, contentHash: version.contentHash }, parsed, settled);
  await embedTexts(context.database, model, chunks.drafts, signal, (part) => report(context, document, 'embedding', part));

  const { added, removed } = await replaceChunks(context.database, { document, parsed, readFrom, version }, chunks, builtWith);
  report(context, document, 'indexing');
  if (isNewer) await context.files.removeOriginal(document.knowledgeBaseId, document.originalId);
  await moveIndexEntries(context, { id: document.knowledgeBaseId, ...builtWith }, added, removed);
  failpoint('ingest.indexed');
  return {
    commit: (sql) => setDocumentStatus(sql, documentId, 'ready'),
    announce: () => report(context, document, 'ready'),
  };
}

/** The queue's view of ingestion: run it, and keep on the document why it was given up. */
export function ingestHandler(context: IngestContext): JobHandler {
  return {
    run: (payload, run) => ingest(context, payload as IngestPayload, run),
    async onFailed(payload, error, transaction, sql) {
      const { documentId } = payload as IngestPayload;
      const document = await transaction.document.findUnique({ where: { id: documentId } });
      if (!document) return;
      const failure = {
        stage: document.status as DocumentStatus,
        code: error.code,
        message: error.message,
        hint: error.hint ?? 'Try again; if it fails again, convert the file to another format.',
        field: typeof error.details.field === 'string' ? error.details.field : undefined,
      };
      await setDocumentStatus(sql, documentId, 'failed', failure);
      context.progress.document(document.knowledgeBaseId, { documentId, name: document.name, status: 'failed', failure });
    },
  };
}
