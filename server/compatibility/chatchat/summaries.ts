import type { SummarizeDocIdsRequest, SuppliedDocument } from '#contracts/chatchat-knowledge-base';
import type { Document } from '#contracts/document';
import type { Summary } from '#contracts/summary';
import type { AppContext } from '../../context.ts';
import { listDocuments } from '../../ingestion/document.repository.ts';
import { readChunk } from '../../knowledge-bases/chunk.service.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { summarizeDocument } from '../../summaries/summary.service.ts';
import { failed, notThere } from './failures.ts';
import { getNamedModel } from './named-models.ts';

const listedLimit = 10_000;

type Asked = { model_name?: string | null; file_description: string };
type Scope = { principal: Principal; signal: AbortSignal };

async function summarize(context: AppContext, { principal, signal }: Scope, documentId: string, { model_name, file_description }: Asked, chunkIds?: string[]): Promise<Summary> {
  const model = model_name ? (await getNamedModel(context.database, 'chat', model_name)).id : undefined;
  for await (const event of summarizeDocument(context, principal, documentId, { model, instructions: file_description, chunkIds, refresh: false }, signal)) {
    if (event.type === 'summary-done') return event.summary;
  }
  throw new AppError('internal', 'A summary ends with what it is');
}

type Named = { id: string; name: string };

/** Summarises files one after the other, and tells of each. @param withNumbers how far it has come is told too */
export async function* summaryLines(context: AppContext, scope: Scope, documents: readonly Named[], asked: Asked, withNumbers: boolean): AsyncGenerator<object> {
  const total = documents.length;
  for (const [index, { id, name }] of documents.entries()) {
    try {
      await summarize(context, scope, id, asked);
      const finished = index + 1;
      yield withNumbers ? { code: 200, msg: `(${finished} / ${total}): ${name} 总结完成`, total, finished, doc: name } : { code: 200, msg: `${name} 总结完成`, doc: name };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      yield failed(`文件 ${name} 总结失败：${error.message}`);
    }
  }
}

export async function listReady({ database }: AppContext, principal: Principal, knowledgeBaseId: string): Promise<Document[]> {
  return (await listDocuments(database, principal, knowledgeBaseId, { status: 'ready', sort: 'name', page: 1, pageSize: listedLimit })).items;
}

/** The chunks by the document that each is of. @throws AppError not_found when one is of another knowledge base */
async function chunksByDocument(context: AppContext, principal: Principal, knowledgeBaseId: string, ids: readonly string[]): Promise<Map<string, string[]>> {
  const own = new Set((await listReady(context, principal, knowledgeBaseId)).map(({ id }) => id));
  const byDocument = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const { documentId } = await readChunk(context, principal, id);
    if (!own.has(documentId)) throw notThere(`未找到文档 ${id}`);
    byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), id]);
  }
  return byDocument;
}

/** One summary for the chosen chunks of each document. */
export async function summarizeChunks(
  context: AppContext,
  scope: Scope,
  knowledgeBaseId: string,
  request: SummarizeDocIdsRequest,
): Promise<SuppliedDocument[]> {
  const summaries: SuppliedDocument[] = [];
  for (const [documentId, ids] of await chunksByDocument(context, scope.principal, knowledgeBaseId, request.doc_ids)) {
    const { text, steps } = await summarize(context, scope, documentId, request, ids);
    const metadata = { file_description: request.file_description, summary_intermediate_steps: steps, doc_ids: ids };
    summaries.push({ page_content: text, metadata });
  }
  return summaries;
}
