import { z } from 'zod';
import { ColumnChoice } from '#contracts/document';
import { refusalMaxChars, WhenNothingFound } from '#contracts/knowledge-base';
import { LocalModelKind, LocalModelName, LocalModelOptions } from '#contracts/local-model';
import { PromptMode } from '#contracts/prompt';
import { ProviderOptions, ProviderProtocol } from '#contracts/provider-options';
import { Splitting } from '#contracts/splitting';
import { CreateToolServer } from '#contracts/tool';
import { StoredTransport } from '../../tools/servers/tool-server.repository.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const flag = z.literal([0, 1]);
/** As the database keeps it. */
const time = z.union([z.string().max(40), z.number().int()]).refine((value) => !Number.isNaN(new Date(value).getTime()), 'is not a time');
const short = z.string().max(2_000);
/** A text of the database may be as long as the longest document. */
const text = z.string().max(100_000_000);
const bytes = z.base64().max(500_000_000);

const jsonOf = (schema: z.ZodType) =>
  text.refine((json) => {
    try {
      return schema.safeParse(JSON.parse(json)).success;
    } catch {
      return false;
    }
  }, 'is not the JSON it must be');
const object = jsonOf(z.looseObject({}));
const strings = jsonOf(z.array(z.string()));

/** The tables of a knowledge base, with the columns that an archive holds, in the order in which they are put back. */
export const knowledgeBaseTables = {
  KnowledgeBase: z.strictObject({
    id: uuid,
    name: z.string().min(1).max(80),
    description: short,
    chunkSize: Splitting.shape.chunkSize,
    chunkOverlap: Splitting.shape.chunkOverlap,
    splitter: Splitting.shape.splitter,
    titleEnhancement: flag,
    headingPrefix: flag,
    embeddingModel: z.string().min(1).max(300),
    vectorStore: z.string().min(1).max(50),
    isPaused: flag,
    isTemporary: flag,
    whenNothingFound: WhenNothingFound.default('refuse'),
    refusalText: z.string().max(refusalMaxChars).default(''),
    previousSettings: object.nullable(),
    retrieval: object,
    builtWith: object.nullable(),
    revision: count,
    createdAt: time,
    updatedAt: time,
  }),
  WatchedFolder: z.strictObject({ id: uuid, knowledgeBaseId: uuid, path: z.string().min(1).max(4_096), ignore: strings, createdAt: time, updatedAt: time }),
  Document: z.strictObject({
    id: uuid,
    knowledgeBaseId: uuid,
    name: z.string().min(1).max(1_000),
    mediaType: z.string().max(200),
    sizeBytes: count,
    contentHash: hash,
    status: z.enum(['queued', 'parsing', 'splitting', 'embedding', 'indexing', 'ready', 'failed']),
    failure: object.nullable(),
    notes: strings,
    title: text,
    pageCount: count.nullable(),
    charCount: count,
    chunkCount: count,
    version: count,
    originalId: uuid,
    pending: jsonOf(z.strictObject({ originalId: uuid, contentHash: hash, sizeBytes: count, mediaType: z.string().max(200) })).nullable(),
    parentId: uuid.nullable(),
    sourceUrl: z.string().max(10_000).nullable(),
    tags: strings,
    metadata: jsonOf(z.record(z.string(), z.string())),
    splitting: jsonOf(Splitting.partial()).nullable(),
    columns: jsonOf(ColumnChoice).nullable(),
    hasCustomChunks: flag,
    folderId: uuid.nullable(),
    folderPath: z.string().max(4_096).nullable(),
    folderStamp: z.string().max(200).nullable(),
    createdAt: time,
    updatedAt: time,
  }),
  ParsedText: z.strictObject({ originalId: uuid, documentId: uuid, title: text, text, blocks: bytes, pageCount: count.nullable(), notes: strings }),
  ChunkEdit: z.strictObject({
    id: uuid,
    documentId: uuid,
    kind: z.enum(['replace', 'disable', 'remove', 'add']),
    sourceHash: hash.nullable(),
    occurrence: count,
    text: text.nullable(),
    position: count.nullable(),
    createdAt: time,
    updatedAt: time,
  }),
  Chunk: z.strictObject({
    id: count,
    knowledgeBaseId: uuid,
    documentId: uuid,
    position: count,
    text,
    textHash: hash,
    prefix: z.string().max(100_000),
    origin: z.enum(['document', 'edited', 'added', 'summary']),
    isEnabled: flag,
    editId: uuid.nullable(),
    place: object.nullable(),
    page: count.nullable(),
    start: count,
    end: count,
    heading: z.string().max(100_000).nullable(),
    termCount: count,
    script: z.enum(['han', 'latin']),
  }),
  Embedding: z.strictObject({ textHash: hash, vector: bytes }),
  Summary: z.strictObject({
    id: uuid,
    knowledgeBaseId: uuid,
    documentId: uuid.nullable(),
    sourceHash: z.string().max(200),
    instructions: text,
    model: z.string().max(300),
    text,
    steps: strings,
    chunkIds: jsonOf(z.array(count)),
    createdAt: time,
    updatedAt: time,
  }),
} as const;

/** The last part of a path, of whatever system, that could lie in the models folder. */
const pathOfModel = z.string().max(4_096).refine((path) => /(^|[/\\])[^./\\][^/\\]*$/.test(path), 'names no file of a model');

/** What a backup of the whole system holds besides. Keys, of providers, tools, persons and programs, stay where they are. */
export const systemTables = {
  Setting: z.strictObject({ key: z.string().min(1).max(200), value: text, updatedAt: time }),
  Provider: z.strictObject({
    id: z.string().min(1).max(64),
    name: z.string().min(1).max(200),
    baseUrl: z.string().max(2_000),
    protocol: ProviderProtocol.default('openai'),
    proxyUrl: z.string().max(500).nullable().default(null),
    options: jsonOf(ProviderOptions).default('{}'),
    chatModels: strings,
    embeddingModels: strings,
    createdAt: time,
    updatedAt: time,
  }),
  Prompt: z.strictObject({
    id: uuid,
    mode: PromptMode,
    name: z.string().min(1).max(60),
    text,
    version: count,
    createdAt: time,
    updatedAt: time,
  }),
  PromptVersion: z.strictObject({ promptId: uuid, version: count, text, createdAt: time }),
  ToolSetup: z.strictObject({ id: z.string().min(1).max(300), isOn: flag, needsApproval: flag, options: jsonOf(z.record(z.string(), z.string())), updatedAt: time }),
  /** Of its secrets only the names. */
  ToolServer: z.strictObject({ id: uuid, name: CreateToolServer.shape.name, needsApproval: flag, transport: jsonOf(StoredTransport), createdAt: time, updatedAt: time }),
  /** The files themselves are in no backup. */
  LocalModel: z.strictObject({ id: uuid, name: LocalModelName, kind: LocalModelKind, path: pathOfModel, options: jsonOf(LocalModelOptions), createdAt: time, updatedAt: time }),
  Conversation: z.strictObject({ id: uuid, title: text, options: object, shownMessageId: uuid.nullable().optional(), createdAt: time, updatedAt: time }),
  Message: z.strictObject({
    id: uuid,
    conversationId: uuid,
    position: count,
    role: z.enum(['user', 'assistant']),
    text,
    parentId: uuid.nullable().optional(),
    questionId: uuid.nullable(),
    turnId: uuid.nullable(),
    status: z.string().max(50).nullable(),
    answer: object.nullable(),
    createdAt: time,
  }),
  Feedback: z.strictObject({ messageId: uuid, score: z.number().int().min(0).max(100), reason: short, updatedAt: time }),
} as const;

export const archiveTables = { ...knowledgeBaseTables, ...systemTables };
export type ArchiveTable = keyof typeof archiveTables;
export type ArchiveRow<Table extends ArchiveTable> = z.infer<(typeof archiveTables)[Table]>;

export const columnsOf = (table: ArchiveTable): string[] => Object.keys(archiveTables[table].shape);
export const quotedColumns = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');
export const isArchiveTable = (name: string): name is ArchiveTable => Object.hasOwn(archiveTables, name);
