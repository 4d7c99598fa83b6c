import { z } from 'zod';
import { CrawlProgress } from '#contracts/crawl';
import { Metadata, Tag, tagsPerDocumentLimit } from '#contracts/document-filter';
import { PageQuery } from '#contracts/pagination';
import { ChunkOrigin, ChunkPlace } from '#contracts/search';
import { Splitting } from '#contracts/splitting';

export const DocumentStatus = z.enum(['queued', 'parsing', 'splitting', 'embedding', 'indexing', 'ready', 'failed']);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/** Why a document could not be taken in, and what its owner can do about it. */
export const DocumentFailure = z.object({
  stage: DocumentStatus,
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  /** What has to be given for it to go on: `password`. */
  field: z.string().optional(),
});
export type DocumentFailure = z.infer<typeof DocumentFailure>;

const ColumnNames = z.array(z.string().trim().min(1).max(200)).max(100);
/** Columns of separated values, by name: whose text is searched, which only tell about a row, and which says where it comes from. */
export const ColumnChoice = z.strictObject({ content: ColumnNames.min(1), metadata: ColumnNames.optional(), source: z.string().trim().min(1).max(200).optional() });
export type ColumnChoice = z.infer<typeof ColumnChoice>;

export const Document = z.object({
  id: z.string(),
  knowledgeBaseId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  /** SHA-256 of the original, in hexadecimal. */
  contentHash: z.string(),
  status: DocumentStatus,
  failure: DocumentFailure.optional(),
  /** What the reader should know though nothing failed: "4 scanned pages hold no text". */
  notes: z.array(z.string()),
  title: z.string(),
  pageCount: z.number().int().optional(),
  charCount: z.number().int(),
  chunkCount: z.number().int(),
  /** Grows with every newer original of the same name. */
  version: z.number().int(),
  /** A newer original is being taken in, or failed to be; the present one answers. */
  isUpdating: z.boolean(),
  /** The document this one was found in: an archive, a mail. */
  parentId: z.string().optional(),
  sourceUrl: z.string().optional(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.string()),
  /** Where its splitting differs from that of the knowledge base. */
  splitting: Splitting.partial().optional(),
  columns: ColumnChoice.optional(),
  /** Its chunks were supplied by the caller. */
  hasCustomChunks: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Document = z.infer<typeof Document>;

export const DocumentQuery = PageQuery.extend({
  status: DocumentStatus.optional(),
  query: z.string().max(200).optional(),
  tag: z.string().max(60).optional(),
  /** Only what was found inside this document. */
  parentId: z.string().max(64).optional(),
  /** Left out: newest first. */
  sort: z.enum(['name', 'createdAt', 'sizeBytes', 'chunkCount', 'status']).default('createdAt'),
  direction: z.enum(['asc', 'desc']).optional(),
});
export type DocumentQuery = z.infer<typeof DocumentQuery>;

/** What happens to a file whose name a document with other content has. */
export const ExistingName = z.enum(['refuse', 'replace', 'keep-both']);
export type ExistingName = z.infer<typeof ExistingName>;

/** With `ingest=false` the files are kept, and taken in when somebody retries them. */
export const UploadQuery = z.object({ existing: ExistingName.default('refuse'), ingest: z.stringbool().default(true) });
export type UploadQuery = z.infer<typeof UploadQuery>;

const DocumentSplitting = Splitting.partial().strict();

/** Left out is left as it is. Other splitting or columns make its chunks anew; until they are there, the present ones answer. */
export const UpdateDocument = z
  .strictObject({
    name: z.string().min(1).max(300),
    tags: z.array(Tag).max(tagsPerDocumentLimit),
    metadata: Metadata,
    /** `null`: split as its knowledge base says. */
    splitting: DocumentSplitting.nullable(),
    /** `null`: all columns are read. */
    columns: ColumnChoice.nullable(),
  })
  .partial();
export type UpdateDocument = z.infer<typeof UpdateDocument>;

/** Makes its chunks and vectors anew. Without `keepEdits` all that its curators changed in its chunks is gone. */
export const ReingestDocument = z.strictObject({ splitting: DocumentSplitting.nullable().optional(), keepEdits: z.boolean().default(true) });
export type ReingestDocument = z.infer<typeof ReingestDocument>;

export const bulkLimit = 1_000;
const bulkIds = z.array(z.string().min(1).max(64)).min(1).max(bulkLimit);
export const BulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ ids: bulkIds, action: z.enum(['delete', 'retry', 'reingest', 'postpone']) }),
  z.strictObject({ ids: bulkIds, action: z.enum(['tag', 'untag']), tag: Tag }),
]);
export type BulkRequest = z.infer<typeof BulkRequest>;

/** Each document on its own: one that cannot be changed does not keep the others from it. */
export const BulkResponse = z.object({
  done: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), error: z.object({ code: z.string(), message: z.string() }) })),
});
export type BulkResponse = z.infer<typeof BulkResponse>;

/** The password opens the file this once and is kept nowhere. */
export const RetryDocument = z.strictObject({ password: z.string().min(1).max(200).optional() });
export type RetryDocument = z.infer<typeof RetryDocument>;

export const UploadResponse = z.object({
  documents: z.array(z.object({ id: z.string(), name: z.string(), status: DocumentStatus, duplicate: z.boolean() })),
  rejected: z.array(z.object({ name: z.string(), error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) })),
});
export type UploadResponse = z.infer<typeof UploadResponse>;

/** A passage. Where `origin` is `document`, `text === documentText.slice(start, end)`, offsets in UTF-16 code units. */
export const Chunk = z.object({
  id: z.string(),
  position: z.number().int(),
  text: z.string(),
  origin: ChunkOrigin,
  isEnabled: z.boolean(),
  /** The edit that its text comes from. */
  editId: z.string().optional(),
  /** Put before the text when it is embedded. */
  prefix: z.string().optional(),
  place: ChunkPlace.optional(),
  page: z.number().int().optional(),
  start: z.number().int(),
  end: z.number().int(),
  heading: z.string().optional(),
});
export type Chunk = z.infer<typeof Chunk>;

/** A piece of a document as it was read, and where it stands in the original. */
export const TextBlock = z.object({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'code', 'caption']),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().optional(),
  /** From the left and top of its page as that is shown, in points of 1/72 inch; on a picture, in its pixels. */
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }).optional(),
  cell: z.object({ table: z.number().int(), row: z.number().int(), sheet: z.string().optional(), range: z.string().optional() }).optional(),
  time: z.object({ startMs: z.number(), endMs: z.number() }).optional(),
});
export type TextBlock = z.infer<typeof TextBlock>;

/** Progress of one document, as sent on GET /api/knowledge-bases/:id/events. */
export const DocumentProgress = z.object({
  documentId: z.string(),
  name: z.string(),
  status: DocumentStatus,
  /** Of the whole way from queued to ready, 0..100. */
  percent: z.number().min(0).max(100),
  failure: DocumentFailure.optional(),
});
export type DocumentProgress = z.infer<typeof DocumentProgress>;

/** Progress of everything waiting or under way in a knowledge base. */
export const BatchProgress = z.object({
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  documentsPerSecond: z.number(),
  secondsLeft: z.number().optional(),
});
export type BatchProgress = z.infer<typeof BatchProgress>;

export const RebuildProgress = z.object({
  jobId: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  percent: z.number(),
  secondsLeft: z.number().optional(),
  /** The document that was finished last, how many of them are finished, and of how many. */
  document: z.string().optional(),
  finished: z.number().int().optional(),
  total: z.number().int().optional(),
  message: z.string().optional(),
});
export type RebuildProgress = z.infer<typeof RebuildProgress>;

/** A summary that is made in the background. */
export const SummaryProgress = z.object({ documentId: z.string(), name: z.string(), state: z.enum(['running', 'done', 'failed']), message: z.string().optional() });
export type SummaryProgress = z.infer<typeof SummaryProgress>;

export const KnowledgeBaseEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('document-progress'), document: DocumentProgress }),
  z.object({ type: z.literal('document-removed'), documentId: z.string() }),
  z.object({ type: z.literal('batch-progress'), batch: BatchProgress }),
  z.object({ type: z.literal('rebuild-progress'), rebuild: RebuildProgress }),
  z.object({ type: z.literal('summary-progress'), summary: SummaryProgress }),
  z.object({ type: z.literal('crawl-progress'), crawl: CrawlProgress }),
]);
export type KnowledgeBaseEvent = z.infer<typeof KnowledgeBaseEvent>;
