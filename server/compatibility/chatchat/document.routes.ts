import { z } from 'zod';
import { Envelope } from '#contracts/chatchat';
import {
  DeleteDocsRequest,
  DownloadDocQuery,
  FoundDocument,
  RecreateVectorStoreRequest,
  SearchDocsRequest,
  UpdateDocsByIdRequest,
  UpdateDocsRequest,
  UploadDocsForm,
  UploadTempDocsForm,
} from '#contracts/chatchat-knowledge-base';
import type { AppContext } from '../../context.ts';
import { sendOriginal } from '../../knowledge-bases/send-original.ts';
import { isTemporaryFiles, keepTemporaryFiles } from '../../knowledge-bases/temporary/temporary-files.service.ts';
import { AppError } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http.ts';
import { failed, okay } from './failures.ts';
import { findDocuments } from './found-documents.ts';
import { findKnowledgeBaseId, getKnowledgeBaseId } from './knowledge-base-names.ts';
import { rebuildLines } from './rebuild-lines.ts';
import { sendValues } from './send-answer.ts';
import { splittingOf } from './splitting.ts';
import { withUpload } from './take-files.ts';
import { deleteFiles, getDocumentByName, updateChunks, updateFiles } from './update-files.ts';

const bodyBytes = 16 * 1024 * 1024;
const isEmpty = (record: object) => Object.keys(record).length === 0;

/** Files of knowledge bases, their chunks, and the search in them. */
export function chatchatDocumentRoutes(context: AppContext): Route[] {
  const { database } = context;
  return [
    route({
      method: 'post',
      path: '/knowledge_base/search_docs',
      access: 'limited-key',
      summary: 'Chatchat: find passages by distance, or list chunks by file name and metadata',
      body: SearchDocsRequest,
      responds: z.array(FoundDocument),
      async handle({ principal, body, signal }) {
        const knowledgeBaseId = await findKnowledgeBaseId(database, principal, body.knowledge_base_name);
        return knowledgeBaseId === undefined ? [] : findDocuments(context, { principal, knowledgeBaseId }, body, signal);
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/upload_docs',
      summary: 'Chatchat: upload files, and wait until they are taken in',
      streamedBody: 'multipart/form-data',
      responds: Envelope,
      handle: ({ principal, signal, raw }) =>
        withUpload(context, { principal, signal, raw }, UploadDocsForm, async (form, take) => {
          const knowledgeBaseId = await getKnowledgeBaseId(database, principal, form.knowledge_base_name);
          const { override, to_vector_store, docs: chunks } = form;
          const { failures } = await take({ knowledgeBaseId, override, isPostponed: !to_vector_store, splitting: splittingOf(form), chunks });
          return okay('文件上传与向量化完成', { failed_files: failures });
        }),
    }),
    route({
      method: 'post',
      path: '/knowledge_base/upload_temp_docs',
      summary: 'Chatchat: upload files for one conversation; with prev_id, in the place of those',
      streamedBody: 'multipart/form-data',
      responds: Envelope,
      handle: ({ principal, signal, raw }) =>
        withUpload(context, { principal, signal, raw }, UploadTempDocsForm, async (form, take) => {
          const splitting = splittingOf(form);
          const isKnown = form.prev_id !== undefined && (await isTemporaryFiles(context, principal, form.prev_id));
          const failed_files: Record<string, string>[] = [];
          const { id } = await keepTemporaryFiles(context, principal, {
            id: isKnown ? form.prev_id : undefined,
            splitting,
            async upload(knowledgeBaseId) {
              const { taken, failures } = await take({ knowledgeBaseId, override: true, isPostponed: false, splitting, chunks: {} });
              failed_files.push(...Object.entries(failures).map(([name, reason]) => ({ [name]: reason })));
              return { documents: taken, rejected: [] };
            },
          });
          return okay('success', { id, failed_files });
        }),
    }),
    route({
      method: 'post',
      path: '/knowledge_base/update_docs',
      summary: 'Chatchat: make the chunks of files anew, or supply them',
      body: UpdateDocsRequest,
      bodyBytes,
      responds: Envelope,
      async handle({ principal, body, signal }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        const failed_files = await updateFiles(context, { principal, knowledgeBaseId: id }, body, signal);
        return okay('更新文档完成', { failed_files });
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/update_docs_by_id',
      summary: 'Chatchat: change or remove chunks by their ids; their siblings stay',
      body: UpdateDocsByIdRequest,
      bodyBytes,
      responds: Envelope,
      async handle({ principal, body, signal }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        const failures = await updateChunks(context, { principal, knowledgeBaseId: id }, body, signal);
        return isEmpty(failures) ? okay('文档更新成功') : { ...failed(`文档更新失败：${Object.values(failures)[0]}`), data: { failed_docs: failures } };
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/delete_docs',
      summary: 'Chatchat: take files out of the search, or with delete_content away altogether',
      body: DeleteDocsRequest,
      responds: Envelope,
      async handle({ principal, body }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        const failed_files = await deleteFiles(context, { principal, knowledgeBaseId: id }, body);
        return okay('文件删除完成', { failed_files });
      },
    }),
    route({
      method: 'get',
      path: '/knowledge_base/download_doc',
      access: 'limited-key',
      summary: 'Chatchat: the original file; shown by the browser with preview',
      query: DownloadDocQuery,
      produces: 'application/octet-stream',
      async handle({ principal, query: { knowledge_base_name, file_name, preview }, raw }) {
        const id = await getKnowledgeBaseId(database, principal, knowledge_base_name);
        const document = await getDocumentByName(context, { principal, knowledgeBaseId: id }, file_name).catch((error: unknown) => {
          throw error instanceof AppError ? new AppError('internal', `${file_name} 读取文件失败`, {}, { cause: error }) : error;
        });
        return sendOriginal(context.files, document, raw, !preview);
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/recreate_vector_store',
      summary: 'Chatchat: make everything anew from the originals, with a line for each file',
      body: RecreateVectorStoreRequest,
      produces: 'text/event-stream',
      async handle({ principal, body, signal, raw }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        return sendValues(context, raw, rebuildLines(context, { id, principal, signal }, body), signal);
      },
    }),
  ];
}
