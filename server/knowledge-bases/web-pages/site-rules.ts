import { text } from 'node:stream/consumers';
import robotsParser from 'robots-parser';
import { AppError } from '../../platform/errors.ts';
import { type SafeFetch, userAgent } from '../../platform/safe-fetch.ts';

/** What RFC 9309 asks crawlers to read at least. */
const robotsMaxBytes = 500 * 1024;
const longestPauseMs = 10_000;
/** Matching a wildcard takes as many steps as its rule and the address have characters; real sites stay far below this. */
const wildcardRulesMaxChars = 50_000;

/** What a site asks of crawlers. */
export type SiteRules = {
  allows(url: string): boolean;
  /** Between two pages; a site may ask for any, and gets up to 10 s. */
  pauseMs: number;
};

const everything: SiteRules = { allows: () => true, pauseMs: 0 };

function withoutExcessWildcards(content: string): string {
  let charsLeft = wildcardRulesMaxChars;
  const lines = content.split(/\r\n?|\n/);
  return lines.filter((line) => !line.includes('*') || (charsLeft -= line.length) >= 0).join('\n');
}

export function parseSiteRules(address: string, content: string): SiteRules {
  const robots = robotsParser(address, withoutExcessWildcards(content));
  const seconds = robots.getCrawlDelay(userAgent) ?? 0;
  return {
    // The rules are those of the host, whether it is asked by http or https.
    allows: (url) => robots.isAllowed(new URL(new URL(url).pathname + new URL(url).search, address).href, userAgent) !== false,
    pauseMs: Math.min(longestPauseMs, Math.max(0, seconds * 1_000)),
  };
}

/**
 * Reads robots.txt of the site of an address. A site that has none, or does not give it out, asks for nothing (RFC 9309, 2.3.1.3).
 * @throws AppError when that cannot be told, because the site does not answer or is not to be asked
 */
export async function fetchSiteRules(safeFetch: SafeFetch, url: string, signal: AbortSignal): Promise<SiteRules> {
  const address = new URL('/robots.txt', url).href;
  try {
    const { content } = await safeFetch.fetch(address, { mediaTypes: ['text/*', 'application/octet-stream'], maxBytes: robotsMaxBytes, signal });
    return parseSiteRules(address, await text(content));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = typeof error.details.status === 'number' ? error.details.status : 500;
    if (error.code === 'unsupported' || (status < 500 && error.code !== 'rate_limited')) return everything;
    throw error;
  }
}
