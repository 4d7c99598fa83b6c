import { randomUUID } from 'node:crypto';
import type { Crawl, CrawlOptions, UrlRefusal } from '#contracts/crawl';
import type { AddUrls, AddUrlsResponse } from '#contracts/web-page';
import type { AppContext } from '../../context.ts';
import { addDocument } from '../../ingestion/add-document.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { getKnowledgeBaseRow } from '../knowledge-base.repository.ts';
import { crawlKey, newCrawlJob } from './crawl.ts';
import { beginCrawl, progressOf } from './crawl-state.ts';
import { getCrawl, insertCrawl, listCrawls, saveCrawl } from './crawl.repository.ts';
import { fetchPage } from './fetch-page.ts';
import { normalizePageUrl } from './page-address.ts';

type WebPageContext = Pick<AppContext, 'config' | 'database' | 'files' | 'jobs' | 'progress' | 'safeFetch'>;

const fetchedAtOnceLimit = 4;
const takenTypes = ['text/*', 'application/*', 'image/*', 'message/*'];

/** What a person names is fetched as asked; robots.txt speaks to crawlers. */
async function addPage(context: WebPageContext, knowledgeBaseId: string, url: string, signal: AbortSignal): Promise<AddUrlsResponse['documents'][number]> {
  const page = await fetchPage(context, url, { mediaTypes: takenTypes, signal });
  try {
    const document = { knowledgeBaseId, name: page.name, sourceUrl: normalizePageUrl(page.url) };
    return { ...(await addDocument(context, document, page.file, 'replace')), url };
  } finally {
    await context.files.discard(page.file.temporaryPath);
  }
}

async function startCrawl(context: WebPageContext, principal: Principal, knowledgeBaseId: string, url: string, options: CrawlOptions): Promise<Crawl> {
  const state = beginCrawl(context.safeFetch.check(url).href, options);
  const running = (await listCrawls(context.database, principal, knowledgeBaseId)).find((crawl) => crawl.status === 'running' && crawl.url === state.url);
  if (running) throw new AppError('conflict', `${state.url} is being crawled already`, { crawlId: running.crawlId, hint: 'Wait for it to end, or cancel it.' });
  const id = randomUUID();
  const crawl = await context.database.write(async (transaction) => {
    await context.jobs.add(transaction, newCrawlJob(id, knowledgeBaseId));
    return insertCrawl(transaction, { id, knowledgeBaseId, state });
  });
  context.progress.crawl(knowledgeBaseId, progressOf(id, state));
  context.jobs.wake();
  return crawl;
}

/** Does something with each address, a few at once. One that is refused does not stop the others. */
async function forEachUrl<Result>(urls: readonly string[], work: (url: string) => Promise<Result>): Promise<{ results: Result[]; errors: { url: string; error: AppError }[] }> {
  const outcomes = new Map<string, { result: Result } | { error: AppError }>();
  const waiting = [...new Set(urls)];
  const worker = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      try {
        outcomes.set(url, { result: await work(url) });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'storage_full' || error.code === 'cancelled') throw error;
        outcomes.set(url, { error });
      }
    }
  };
  await Promise.all(Array.from({ length: fetchedAtOnceLimit }, worker));
  const inOrder = [...new Set(urls)].map((url) => ({ url, outcome: outcomes.get(url)! }));
  return {
    results: inOrder.flatMap(({ outcome }) => ('result' in outcome ? [outcome.result] : [])),
    errors: inOrder.flatMap(({ url, outcome }) => ('error' in outcome ? [{ url, error: outcome.error }] : [])),
  };
}

const asRefusal = ({ url, error }: { url: string; error: AppError }): UrlRefusal => ({ url, error: { code: error.code, message: error.message, hint: error.hint ?? '' } });

/**
 * Makes documents of web pages, or begins to crawl the sites they are on. Each address stands for itself.
 * @throws AppError the reason of the first, with `details.rejected`, when all are refused
 */
export async function addUrls(context: WebPageContext, principal: Principal, knowledgeBaseId: string, { urls, crawl }: AddUrls, signal: AbortSignal): Promise<AddUrlsResponse> {
  await getKnowledgeBaseRow(context.database, principal, knowledgeBaseId);
  const pages = await forEachUrl(crawl ? [] : urls, (url) => addPage(context, knowledgeBaseId, url, signal));
  const crawls = await forEachUrl(crawl ? urls : [], (url) => startCrawl(context, principal, knowledgeBaseId, url, crawl!));
  const refused = [...pages.errors, ...crawls.errors];
  const rejected = refused.map(asRefusal);
  if (pages.results.length + crawls.results.length > 0) return { documents: pages.results, rejected, crawls: crawls.results };
  const { error } = refused[0]!;
  throw new AppError(error.code, error.message, { field: 'urls', ...error.details, rejected });
}

/** Stops a crawl. What it has fetched stays. */
export async function cancelCrawl(context: Pick<AppContext, 'database' | 'jobs' | 'progress'>, principal: Principal, id: string): Promise<void> {
  await getCrawl(context.database, principal, id);
  await context.jobs.cancel(crawlKey(id));
  const { knowledgeBaseId, state } = await getCrawl(context.database, principal, id);
  if (state.status !== 'running') return;
  state.status = 'cancelled';
  await context.database.writeSql((sql) => saveCrawl(sql, id, state));
  context.progress.crawl(knowledgeBaseId, progressOf(id, state));
}

