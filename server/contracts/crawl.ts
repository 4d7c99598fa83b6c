import { z } from 'zod';

export const crawlLimits = { maxPages: { min: 1, max: 500, default: 50 }, maxDepth: { min: 0, max: 5, default: 2 } } as const;

/** How far links are followed; never to another host. */
export const CrawlOptions = z.strictObject({
  maxPages: z.number().int().min(crawlLimits.maxPages.min).max(crawlLimits.maxPages.max).default(crawlLimits.maxPages.default),
  /** Links between the first page and the last one; 0 takes the first page alone. */
  maxDepth: z.number().int().min(crawlLimits.maxDepth.min).max(crawlLimits.maxDepth.max).default(crawlLimits.maxDepth.default),
  /** Only pages whose path begins like this. */
  pathPrefix: z.string().regex(/^\/\S*$/, 'must begin with / and hold no blanks').max(500).optional(),
});
export type CrawlOptions = z.infer<typeof CrawlOptions>;

export const CrawlStatus = z.enum(['running', 'done', 'failed', 'cancelled']);
export type CrawlStatus = z.infer<typeof CrawlStatus>;

/** An address that did not become a document, and why. */
export const UrlRefusal = z.object({ url: z.string(), error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) });
export type UrlRefusal = z.infer<typeof UrlRefusal>;

/** How far a crawl is, as sent on GET /api/knowledge-bases/:id/events. */
export const CrawlProgress = z.object({
  crawlId: z.string(),
  url: z.string(),
  status: CrawlStatus,
  /** Addresses known so far; fetched and failed ones among them. */
  found: z.number().int(),
  fetched: z.number().int(),
  /** Refused by the site's robots.txt and of types that are not read, too. */
  failed: z.number().int(),
});
export type CrawlProgress = z.infer<typeof CrawlProgress>;

export const Crawl = CrawlProgress.extend({
  /** The first hundred of those that failed. */
  refusals: z.array(UrlRefusal),
  createdAt: z.iso.datetime(),
});
export type Crawl = z.infer<typeof Crawl>;
