import { Envelope } from '#contracts/chatchat';
import { SummarizeAllRequest, SummarizeDocIdsRequest, SummarizeFileRequest } from '#contracts/chatchat-knowledge-base';
import type { AppContext } from '../../context.ts';
import { type Route, route } from '../../platform/http.ts';
import { okay } from './failures.ts';
import { getKnowledgeBaseId } from './knowledge-base-names.ts';
import { sendValues } from './send-answer.ts';
import { listReady, summarizeChunks, summaryLines } from './summaries.ts';
import { getDocumentByName } from './update-files.ts';

const base = '/knowledge_base/kb_summary_api';
const produces = 'text/event-stream';

/** Summaries of files, which questions find too. */
export function chatchatSummaryRoutes(context: AppContext): Route[] {
  const { database } = context;
  return [
    route({
      method: 'post',
      path: `${base}/summary_file_to_vector_store`,
      summary: 'Chatchat: summarise a file',
      body: SummarizeFileRequest,
      produces,
      async handle({ principal, body, signal, raw }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        const document = await getDocumentByName(context, { principal, knowledgeBaseId: id }, body.file_name);
        return sendValues(context, raw, summaryLines(context, { principal, signal }, [document], body, false), signal);
      },
    }),
    route({
      method: 'post',
      path: `${base}/summary_doc_ids_to_vector_store`,
      summary: 'Chatchat: summarise chunks, those of each file together',
      body: SummarizeDocIdsRequest,
      responds: Envelope,
      async handle({ principal, body, signal }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        return okay('总结完成', { summarize: await summarizeChunks(context, { principal, signal }, id, body) });
      },
    }),
    route({
      method: 'post',
      path: `${base}/recreate_summary_vector_store`,
      summary: 'Chatchat: summarise every file of a knowledge base, with a line for each',
      body: SummarizeAllRequest,
      produces,
      async handle({ principal, body, signal, raw }) {
        const id = await getKnowledgeBaseId(database, principal, body.knowledge_base_name);
        const documents = await listReady(context, principal, id);
        return sendValues(context, raw, summaryLines(context, { principal, signal }, documents, body, true), signal);
      },
    }),
  ];
}
