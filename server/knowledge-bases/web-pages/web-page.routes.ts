import { Crawl } from '#contracts/crawl';
import { listOf } from '#contracts/pagination';
import { AddUrls, AddUrlsResponse } from '#contracts/web-page';
import type { AppContext } from '../../context.ts';
import { IdParams, type Route, route } from '../../platform/http.ts';
import { getKnowledgeBaseRow } from '../knowledge-base.repository.ts';
import { listCrawls } from './crawl.repository.ts';
import { addUrls, cancelCrawl } from './web-page.service.ts';

export function webPageRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/urls',
      summary: 'Make documents of web pages; with "crawl", of the pages they lead to on the same site',
      params: IdParams,
      body: AddUrls,
      status: 202,
      responds: AddUrlsResponse,
      handle: ({ principal, params, body, signal }) => addUrls(context, principal, params.id, body, signal),
    }),
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/crawls',
      summary: 'The latest crawls, newest first, with what they could not fetch and why',
      params: IdParams,
      responds: listOf(Crawl),
      async handle({ principal, params }) {
        await getKnowledgeBaseRow(context.database, principal, params.id);
        const items = await listCrawls(context.database, principal, params.id);
        return { items, total: items.length };
      },
    }),
    route({
      method: 'delete',
      path: '/api/crawls/:id',
      summary: 'Stop a crawl; the pages it has fetched stay',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => cancelCrawl(context, principal, params.id),
    }),
  ];
}
