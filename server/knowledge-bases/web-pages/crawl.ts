import { setTimeout as pause } from 'node:timers/promises';
import type { AppContext } from '../../context.ts';
import { addDocument } from '../../ingestion/add-document.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import type { JobEnd, JobHandler, JobQueue, JobRun, NewJob } from '../../platform/jobs.ts';
import { countRefusal, type CrawlState, hasMore, isInScope, markSeen, progressOf, queueLinks } from './crawl-state.ts';
import { findCrawlToRun, saveCrawl, type StoredCrawl } from './crawl.repository.ts';
import { type FetchedPage, fetchPage } from './fetch-page.ts';
import { normalizePageUrl } from './page-address.ts';
import { fetchSiteRules, type SiteRules } from './site-rules.ts';

export type CrawlPayload = { crawlId: string };
type CrawlContext = Pick<AppContext, 'database' | 'files' | 'progress' | 'config' | 'safeFetch'> & { queue(): JobQueue };

export const crawlKey = (crawlId: string) => `crawl:${crawlId}`;

/** The others wait their turn, so that documents always find a worker. */
const crawlsAtOnceLimit = 2;
const pauseWhenBusyMs = 10_000;
/** Documents that were uploaded go first. */
const crawlPriority = 2;

const crawledTypes = [
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  'text/markdown',
  'text/csv',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/rtf',
  'application/epub+zip',
];

/** What has nothing to do with the page: the crawl waits or stops, and the page is asked for again. */
const isOurs = (error: unknown) => !(error instanceof AppError) || ['cancelled', 'storage_full', 'unavailable', 'internal'].includes(error.code);

/** The address that a page names as its own, believed where it differs by its query or a final slash alone: many sites name their home page everywhere. */
function believedAddress({ url, links }: FetchedPage): string {
  const own = normalizePageUrl(url);
  if (links.canonical === undefined) return own;
  const named = normalizePageUrl(links.canonical);
  const placeOf = (address: string) => new URL(address).host + new URL(address).pathname.replace(/\/$/, '');
  return placeOf(named) === placeOf(own) ? named : own;
}

async function keepPage(context: CrawlContext, { knowledgeBaseId, state }: StoredCrawl, page: FetchedPage, asked: string): Promise<void> {
  const { files, database, progress } = context;
  const address = believedAddress(page);
  try {
    if (page.links.isNotIndexed) throw new AppError('forbidden', `${address} was not kept: the page asks for that`, { hint: 'Its links were followed all the same.' });
    if (address !== asked && !markSeen(state, address)) return;
    await addDocument({ database, files, progress, jobs: context.queue() }, { knowledgeBaseId, name: page.name, sourceUrl: address }, page.file, 'replace');
    state.fetched += 1;
  } finally {
    await files.discard(page.file.temporaryPath);
  }
}

/** Takes the next address of the queue. @returns how long the site should be left alone then */
async function visitNext(context: CrawlContext, crawl: StoredCrawl, rules: SiteRules, signal: AbortSignal): Promise<number> {
  const { state } = crawl;
  const { url, depth } = state.queue[0]!;
  const isFirst = state.host === undefined;
  let pauseMs = rules.pauseMs;
  try {
    if (!rules.allows(url)) throw new AppError('forbidden', `${url} was not fetched: the site's robots.txt does not allow it`, { hint: 'Ask whoever runs the site.' });
    const mayFollow = (target: URL) => isFirst || (isInScope(state, target) && rules.allows(target.href));
    const page = await fetchPage(context, url, { mediaTypes: crawledTypes, signal, mayFollow });
    state.host ??= new URL(page.url).host;
    queueLinks(state, page.links.links, depth + 1);
    await keepPage(context, crawl, page, url);
  } catch (error) {
    if (isOurs(error)) throw error;
    countRefusal(state, url, error as AppError);
    if ((error as AppError).code === 'rate_limited') pauseMs = Math.max(pauseMs, pauseWhenBusyMs);
  }
  state.queue.shift();
  return pauseMs;
}

/** A site that cannot say what it allows is asked again some times; one that must not be asked is left. */
async function rulesOf(context: CrawlContext, state: CrawlState, signal: AbortSignal): Promise<SiteRules | undefined> {
  const { url } = state.queue[0]!;
  try {
    return await fetchSiteRules(context.safeFetch, url, signal);
  } catch (error) {
    if (isOurs(error) || ['provider_failed', 'rate_limited'].includes((error as AppError).code)) throw error;
    countRefusal(state, url, error as AppError);
    return undefined;
  }
}

/** Crawls a site breadth first, keeping what is known after every page; run again, it goes on from there. */
async function crawlSite(context: CrawlContext, { crawlId }: CrawlPayload, { signal }: JobRun): Promise<JobEnd | undefined> {
  const crawl = await findCrawlToRun(context.database, crawlId);
  if (!crawl || crawl.state.status !== 'running') return undefined;
  const { knowledgeBaseId, state } = crawl;
  let rules = hasMore(state) ? await rulesOf(context, state, signal) : undefined;
  while (rules && hasMore(state)) {
    const { host } = state;
    const pauseMs = await visitNext(context, crawl, rules, signal);
    if (!(await context.database.writeSql((sql) => saveCrawl(sql, crawlId, state)))) return undefined;
    context.progress.crawl(knowledgeBaseId, progressOf(crawlId, state));
    if (!hasMore(state)) break;
    if (host === undefined) rules = await rulesOf(context, state, signal);
    await pause(pauseMs, undefined, { signal }).catch(() => throwIfAborted(signal));
  }
  state.status = state.fetched > 0 ? 'done' : 'failed';
  return {
    commit: async (sql) => void (await saveCrawl(sql, crawlId, state)),
    announce: () => context.progress.crawl(knowledgeBaseId, progressOf(crawlId, state)),
  };
}

export function newCrawlJob(crawlId: string, knowledgeBaseId: string): NewJob {
  return { kind: 'crawl', key: crawlKey(crawlId), lane: knowledgeBaseId, payload: { crawlId } satisfies CrawlPayload, priority: crawlPriority };
}

export function crawlHandler(context: CrawlContext): JobHandler {
  let underWay = 0;
  return {
    async run(payload, run) {
      if (underWay >= crawlsAtOnceLimit) throw new AppError('unavailable', 'Other sites are being crawled; this one waits its turn');
      underWay += 1;
      try {
        return await crawlSite(context, payload as CrawlPayload, run);
      } finally {
        underWay -= 1;
      }
    },
    async onFailed(payload, error, transaction, sql) {
      const { crawlId } = payload as CrawlPayload;
      const row = await transaction.crawl.findUnique({ where: { id: crawlId } });
      if (!row) return;
      const state = JSON.parse(row.state) as CrawlState;
      state.status = 'failed';
      countRefusal(state, state.queue[0]?.url ?? state.url, error);
      await saveCrawl(sql, crawlId, state);
      context.progress.crawl(row.knowledgeBaseId, progressOf(crawlId, state));
    },
  };
}
