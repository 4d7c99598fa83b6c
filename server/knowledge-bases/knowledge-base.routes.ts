import { z } from 'zod';
import { KnowledgeBaseEvent } from '#contracts/document';
import { RebuildRequest } from '#contracts/job';
import { CreateKnowledgeBase, IngestionAction, KnowledgeBase, UpdateKnowledgeBase, VectorStore } from '#contracts/knowledge-base';
import { listOf, PageQuery } from '#contracts/pagination';
import { SearchRequest, SearchResponse } from '#contracts/search';
import type { AppContext } from '../context.ts';
import { handled, IdParams, type Route, route } from '../platform/http.ts';
import { sendEvents } from '../platform/sse.ts';
import { getKnowledgeBase, getKnowledgeBaseRow, listKnowledgeBases } from './knowledge-base.repository.ts';
import { cancelRebuild, controlIngestion } from './ingestion-control.ts';
import { createKnowledgeBase, deleteKnowledgeBase, startRebuild, undoRebuild, updateKnowledgeBase } from './knowledge-base.service.ts';

export function knowledgeBaseRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/vector-stores',
      summary: 'List the vector stores a knowledge base can use, the default first',
      responds: listOf(VectorStore),
      handle() {
        const items = context.indexes.stores.storeIds().map((id) => ({ id }));
        return { items, total: items.length };
      },
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases',
      access: 'limited-key',
      summary: 'List knowledge bases',
      query: PageQuery,
      responds: listOf(KnowledgeBase),
      handle: ({ principal, query }) => listKnowledgeBases(context.database, principal, query),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases',
      summary: 'Create a knowledge base',
      body: CreateKnowledgeBase,
      status: 201,
      responds: KnowledgeBase,
      handle: ({ principal, body }) => createKnowledgeBase(context, principal, body),
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id',
      access: 'limited-key',
      summary: 'Get a knowledge base',
      params: IdParams,
      responds: KnowledgeBase,
      handle: ({ principal, params }) => getKnowledgeBase(context.database, principal, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/knowledge-bases/:id',
      summary: 'Change a knowledge base; new sizes or models take effect with the next rebuild',
      params: IdParams,
      body: UpdateKnowledgeBase,
      responds: KnowledgeBase,
      handle: ({ principal, params, body }) => updateKnowledgeBase(context, principal, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/knowledge-bases/:id',
      summary: 'Delete a knowledge base with everything in it',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => deleteKnowledgeBase(context, principal, params.id),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/rebuild',
      summary: 'Rebuild beside the serving index',
      params: IdParams,
      body: RebuildRequest,
      status: 202,
      responds: z.object({ jobId: z.string() }),
      handle: ({ principal, params, body }) => startRebuild(context, principal, params.id, body.depth),
    }),
    route({
      method: 'delete',
      path: '/api/knowledge-bases/:id/rebuild',
      summary: 'Stop a rebuild; what was built before goes on answering',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => cancelRebuild(context, principal, params.id),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/rebuild/undo',
      summary: 'Go back to the settings before the last rebuild that changed any; vectors of then are still there',
      params: IdParams,
      status: 202,
      responds: z.object({ jobId: z.string() }),
      handle: ({ principal, params }) => undoRebuild(context, principal, params.id),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/ingestion',
      summary: 'Pause, resume or cancel what is waiting and under way; cancelled documents stay and can be tried again',
      params: IdParams,
      body: z.strictObject({ action: IngestionAction }),
      responds: KnowledgeBase,
      async handle({ principal, params, body }) {
        await controlIngestion(context, principal, params.id, body.action);
        return getKnowledgeBase(context.database, principal, params.id);
      },
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/events',
      summary: 'Progress of documents and rebuilds, as server-sent events',
      params: IdParams,
      produces: 'text/event-stream',
      responds: KnowledgeBaseEvent,
      async handle({ principal, params, signal, raw }) {
        await getKnowledgeBaseRow(context.database, principal, params.id);
        await sendEvents(raw.response, context.progress.watch(params.id, signal), signal);
        return handled;
      },
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/search',
      access: 'limited-key',
      summary: 'Find passages, with a trace of every stage',
      params: IdParams,
      body: SearchRequest,
      responds: SearchResponse,
      handle: ({ principal, params, body, signal }) => context.search(principal, [params.id], body, signal),
    }),
  ];
}
