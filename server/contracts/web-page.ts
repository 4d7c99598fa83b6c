import { z } from 'zod';
import { Crawl, CrawlOptions, UrlRefusal } from '#contracts/crawl';
import { UploadResponse } from '#contracts/document';

export const urlsPerRequestLimit = 50;

/** Addresses whose pages become documents. With `crawl`, their links are followed, as a job. */
export const AddUrls = z.strictObject({
  urls: z.array(z.string().trim().min(1).max(2_000)).min(1).max(urlsPerRequestLimit),
  crawl: CrawlOptions.optional(),
});
export type AddUrls = z.infer<typeof AddUrls>;

export const AddUrlsResponse = z.object({
  documents: z.array(UploadResponse.shape.documents.element.extend({ url: z.string() })),
  rejected: z.array(UrlRefusal),
  crawls: z.array(Crawl),
});
export type AddUrlsResponse = z.infer<typeof AddUrlsResponse>;
