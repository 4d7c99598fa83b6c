import type { CrawlOptions, CrawlProgress, CrawlStatus, UrlRefusal } from '#contracts/crawl';
import type { AppError } from '../../platform/errors.ts';
import { isReadByName, looksEndless, normalizePageUrl } from './page-address.ts';

const refusalsLimit = 100;
/** A site whose pages mostly fail is left alone after this many addresses for each page wanted. */
const addressesPerPage = 3;
/** Of one path; lists with filters and calendars have no end of them. */
const queriesPerPathLimit = 20;

/** Everything a crawl knows, kept after each page, so that it goes on where it was. Its functions change it in place. */
export type CrawlState = {
  /** Where it began. */
  url: string;
  options: CrawlOptions;
  status: CrawlStatus;
  /** Host and port of the site; where the first address leads in the end decides. */
  host?: string;
  queue: { url: string; depth: number }[];
  /** Every address met so far, so that none is met twice. */
  seen: string[];
  fetched: number;
  failed: number;
  refusals: UrlRefusal[];
};

export function beginCrawl(url: string, options: CrawlOptions): CrawlState {
  const start = normalizePageUrl(url);
  return { url: start, options, status: 'running', queue: [{ url: start, depth: 0 }], seen: [start], fetched: 0, failed: 0, refusals: [] };
}

export const hasMore = (state: CrawlState) => state.queue.length > 0 && state.fetched < state.options.maxPages;

/** Whether an address belongs to the site and part of it that is crawled. */
export function isInScope({ host, options }: CrawlState, url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host && url.pathname.startsWith(options.pathPrefix ?? '/');
}

/** Notes an address as met. @returns whether it is new */
export function markSeen(state: CrawlState, url: string): boolean {
  if (state.seen.includes(url)) return false;
  state.seen.push(url);
  return true;
}

function hasTooManyQueries(state: CrawlState, url: URL): boolean {
  if (url.search === '') return false;
  const beginning = `${url.origin}${url.pathname}?`;
  return state.seen.filter((seen) => seen.startsWith(beginning)).length >= queriesPerPathLimit;
}

/** Queues the links of a page that are new, belong to the site and promise something to read. */
export function queueLinks(state: CrawlState, links: readonly string[], depth: number): void {
  if (depth > state.options.maxDepth) return;
  for (const link of links) {
    if (state.seen.length >= state.options.maxPages * addressesPerPage) return;
    const url = new URL(normalizePageUrl(link));
    if (!isInScope(state, url) || !isReadByName(url) || looksEndless(url) || hasTooManyQueries(state, url)) continue;
    if (markSeen(state, url.href)) state.queue.push({ url: url.href, depth });
  }
}

export function countRefusal(state: CrawlState, url: string, { code, message, hint }: Pick<AppError, 'code' | 'message' | 'hint'>): void {
  state.failed += 1;
  if (state.refusals.length < refusalsLimit) state.refusals.push({ url, error: { code, message, hint: hint ?? '' } });
}

export function progressOf(crawlId: string, { url, status, seen, fetched, failed }: CrawlState): CrawlProgress {
  return { crawlId, url, status, found: seen.length, fetched, failed };
}
