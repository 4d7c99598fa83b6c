import type { Request } from 'express';
import type { z } from 'zod';
import type { Splitting } from '#contracts/splitting';
import type { SuppliedDocument } from '#contracts/chatchat-knowledge-base';
import { CustomChunks } from '#contracts/chunk';
import type { AppContext } from '../../context.ts';
import { addDocument, type AddedDocument } from '../../ingestion/add-document.ts';
import { checkDocumentName } from '../../ingestion/document-name.ts';
import { supplyChunks } from '../../knowledge-bases/chunk.service.ts';
import { reingestDocument } from '../../knowledge-bases/curate-document.ts';
import { type Received, receiveFiles } from '../../knowledge-bases/receive-files.ts';
import { AppError } from '../../platform/errors.ts';
import type { ReceivedFile } from '../../platform/files.ts';
import { parseOrReject } from '../../platform/http.ts';
import type { Principal } from '../../platform/principal.ts';
import { waitUntilSettled } from './settled-documents.ts';
import { isChosen } from './splitting.ts';

const fieldsLimit = 20;

/** Reasons by the name of the file. */
export type Failures = Record<string, string>;

type FilesToTake = {
  knowledgeBaseId: string;
  /** A newer file takes the place of one with its name. */
  override: boolean;
  isPostponed: boolean;
  splitting: Partial<Splitting>;
  /** Chunks that are supplied instead of those of the file, by its name. */
  chunks: Readonly<Record<string, readonly SuppliedDocument[]>>;
};

type Upload = { principal: Principal; signal: AbortSignal; raw: { request: Request } };
type Take = (files: FilesToTake) => Promise<{ taken: AddedDocument[]; failures: Failures }>;

/** Reads the form whole, whatever the order of its parts, and hands it on with what takes its files; what was not kept of it is discarded afterwards. */
export async function withUpload<Form extends z.ZodType, Result>(
  context: AppContext,
  { principal, signal, raw }: Upload,
  schema: Form,
  work: (form: z.output<Form>, take: Take) => Promise<Result>,
): Promise<Result> {
  const { files, config } = context;
  const received = await receiveFiles(raw.request, (_name, content) => files.receive(content, { maxBytes: config.maxUploadBytes, signal }), fieldsLimit);
  try {
    const form = parseOrReject(schema, Object.fromEntries(received.fields), 'Body');
    return await work(form, (toTake) => takeFiles(context, { principal, signal }, received, toTake));
  } finally {
    for (const { kept } of received.files) await files.discard(kept.temporaryPath);
  }
}

/** @throws AppError invalid_request */
export async function supply(context: AppContext, principal: Principal, documentId: string, supplied: readonly SuppliedDocument[]): Promise<void> {
  const parsed = CustomChunks.safeParse({ chunks: supplied.map(({ page_content: text }) => ({ text })) });
  if (!parsed.success) throw new AppError('invalid_request', `自定义文档有误：${parsed.error.issues[0]!.message}`, { field: 'docs' });
  await supplyChunks(context, principal, documentId, parsed.data);
}

/** The same file once more: nothing is new but perhaps how it is to be split. */
async function takeSame(context: AppContext, principal: Principal, added: AddedDocument, name: string, { override, splitting, isPostponed, chunks }: FilesToTake): Promise<void> {
  if (added.name !== name) throw new AppError('conflict', `内容与文件 ${added.name} 相同`);
  if (!override) throw new AppError('conflict', `文件 ${name} 已存在。`);
  if (!isPostponed && !chunks[name]) await reingestDocument(context, principal, added.id, { splitting: isChosen(splitting) ? splitting : undefined, keepEdits: true });
}

async function takeFile(context: AppContext, principal: Principal, name: string, file: ReceivedFile, files: FilesToTake): Promise<AddedDocument> {
  const { knowledgeBaseId, override, isPostponed, splitting, chunks } = files;
  const supplied = chunks[name];
  const own = isChosen(splitting) ? JSON.stringify(splitting) : undefined;
  const document = { knowledgeBaseId, name, isPostponed: isPostponed || supplied !== undefined, splitting: own };
  const added = await addDocument(context, document, file, override ? 'replace' : 'refuse');
  if (added.duplicate) await takeSame(context, principal, added, name, files);
  if (supplied) await supply(context, principal, added.id, supplied);
  return added;
}

const reasonOf = (error: AppError, name: string) => (error.code === 'conflict' && error.details.field === 'existing' ? `文件 ${name} 已存在。` : error.message);

/** Takes each file on its own, and waits for it: one that is refused does not keep the others from it. @throws AppError storage_full, cancelled */
async function takeFiles(context: AppContext, { principal, signal }: Omit<Upload, 'raw'>, received: Received<ReceivedFile>, files: FilesToTake): ReturnType<Take> {
  const failures: Failures = Object.fromEntries(received.rejected.map(({ name, error }) => [name, error.message]));
  const taken: AddedDocument[] = [];
  for (const { name: given, kept } of received.files) {
    try {
      const name = checkDocumentName(given);
      taken.push(await takeFile(context, principal, name, kept, files));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'storage_full' || error.code === 'cancelled') throw error;
      failures[given] = reasonOf(error, given);
    }
  }
  if (!files.isPostponed) Object.assign(failures, await waitUntilSettled(context, principal, taken, signal));
  return { taken, failures };
}
