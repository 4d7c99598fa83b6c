import { z } from 'zod';
import { SummarizeDocuments, Summary, SummaryEvent, SummaryRequest } from '#contracts/summary';
import type { AppContext } from '../context.ts';
import { getDocument } from '../ingestion/document.repository.ts';
import { handled, IdParams, type Route, route } from '../platform/http.ts';
import { sendEvents } from '../platform/sse.ts';
import { deleteSummary, listDocumentSummaries, summarizeDocument, summarizeDocuments } from './summary.service.ts';

const SummaryParams = IdParams.extend({ summaryId: z.string() });

export function summaryRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/documents/:id/summaries',
      summary: 'Summaries of a document, newest first',
      params: IdParams,
      responds: z.object({ items: z.array(Summary) }),
      handle: async ({ principal, params }) => ({ items: await listDocumentSummaries(context, principal, params.id) }),
    }),
    route({
      method: 'post',
      path: '/api/documents/:id/summaries',
      summary: 'Summarise a document or chosen chunks of it, with progress, as server-sent events',
      params: IdParams,
      body: SummaryRequest,
      produces: 'text/event-stream',
      responds: SummaryEvent,
      async handle({ principal, params, body, signal, raw }) {
        await getDocument(context.database, principal, params.id);
        await sendEvents(raw.response, summarizeDocument(context, principal, params.id, body, signal), signal);
        return handled;
      },
    }),
    route({
      method: 'delete',
      path: '/api/documents/:id/summaries/:summaryId',
      summary: 'Delete a summary',
      params: SummaryParams,
      status: 204,
      handle: ({ principal, params, signal }) => deleteSummary(context, principal, params.id, params.summaryId, signal),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/summaries',
      summary: 'Summarise documents in the background, all of them when none is named',
      params: IdParams,
      body: SummarizeDocuments,
      status: 202,
      responds: z.object({ queued: z.number().int() }),
      handle: ({ principal, params, body }) => summarizeDocuments(context, principal, params.id, body),
    }),
  ];
}
