/** Parameters that tell who came from where, or who is looking; the page is the same without them. */
const trackingParameter = /^(utm_\w+|fbclid|gclid|msclkid|yclid|spm|mc_[ce]id|_ga|ref_src|phpsessid|jsessionid|sessionid|sid)$/i;
const pathSegmentsLimit = 20;
const sameSegmentLimit = 3;
const urlMaxChars = 500;

/** One spelling for all addresses of a page: no fragment, no session, no tracking. */
export function normalizePageUrl(given: string | URL): string {
  const url = new URL(given);
  url.hash = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, '');
  for (const name of [...url.searchParams.keys()]) if (trackingParameter.test(name)) url.searchParams.delete(name);
  if (url.search === '?' || url.searchParams.size === 0) url.search = '';
  return url.href;
}

/** Endless addresses that some sites make up from each other: `/a/b/a/b/a/b`, calendars and filters within filters. */
export function looksEndless(url: URL): boolean {
  if (url.href.length > urlMaxChars) return true;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > pathSegmentsLimit) return true;
  const counts = new Map<string, number>();
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return Math.max(0, ...counts.values()) > sameSegmentLimit;
}

/** Programs, media and parts of pages: nothing to read. What else there is, its type tells. */
const unreadExtension = /\.(css|js|mjs|map|json|ico|svg|woff2?|ttf|eot|mp[34]|m4[av]|webm|ogg|wav|avi|mov|exe|msi|dmg|iso|apk|jar|wasm|zip|gz|tgz|bz2|xz|7z|rar|jpe?g|png|gif|webp|avif|bmp|tiff?|rss|atom)$/i;

export const isReadByName = (url: URL) => !unreadExtension.test(url.pathname);
