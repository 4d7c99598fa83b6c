import { Crawl } from '#contracts/crawl';
import { listOf } from '#contracts/pagination';
import { type AddUrls, AddUrlsResponse } from '#contracts/web-page';
import { requestJson, send } from './request.ts';

const CrawlList = listOf(Crawl);

export function addUrls(knowledgeBaseId: string, body: AddUrls, signal?: AbortSignal) {
  return requestJson(AddUrlsResponse, `/api/knowledge-bases/${knowledgeBaseId}/urls`, { method: 'POST', body, signal });
}

export function listCrawls(knowledgeBaseId: string, signal?: AbortSignal) {
  return requestJson(CrawlList, `/api/knowledge-bases/${knowledgeBaseId}/crawls`, { signal });
}

export async function cancelCrawl(id: string): Promise<void> {
  await send(`/api/crawls/${id}`, { method: 'DELETE' });
}
