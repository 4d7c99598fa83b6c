import { AppError } from '../../platform/errors.ts';
import { endpointUrl } from '../endpoint-url.ts';
import { plainLine } from '../plain-text.ts';
import type { FoundPage, SearchProtocol } from '../search-engine.ts';

const label = 'DuckDuckGo';
/** Links of the page for browsers without scripts: the title of each result, and after it its snippet. */
const link = /<a\s([^<>]{0,4000}\bclass="(result__a|result__snippet)"[^<>]{0,4000})>((?:(?!<a\s)[^]){0,6000}?)<\/a>/g;
const isResultPage = /class="(results|no-results|result__a|serp__results)\b/;
const asksForProof = /anomaly-modal|anomaly\.js|id="challenge-form"/;

function attribute(tag: string, name: string): string {
  return plainLine(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** Results link to a page of DuckDuckGo that leads on to the address in `uddg`. */
function addressOf(href: string): string {
  const url = new URL(href, 'https://duckduckgo.com');
  return url.pathname === '/l/' ? (url.searchParams.get('uddg') ?? '') : url.href;
}

/** What others paid for, and what stays with DuckDuckGo itself. */
const isOwn = (url: string) => URL.canParse(url) && /(^|\.)duckduckgo\.com$/.test(new URL(url).hostname);

function readLinks(html: string): FoundPage[] {
  const pages: FoundPage[] = [];
  for (const [, tag = '', kind, content = ''] of html.matchAll(link)) {
    if (kind === 'result__a') pages.push({ title: content, url: addressOf(attribute(tag, 'href')) });
    else if (pages.at(-1)) pages.at(-1)!.snippet ??= content;
  }
  return pages.filter(({ url }) => url && !isOwn(url));
}

/** The page for browsers without scripts; there is no API, and no key. */
export const duckduckgo: SearchProtocol = {
  id: 'duckduckgo',
  label,
  needsApiKey: false,
  defaultBaseUrl: 'https://html.duckduckgo.com',
  request: ({ baseUrl }, query) => ({
    method: 'POST',
    url: endpointUrl(baseUrl, '/html/'),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams({ q: query, b: '' }).toString(),
  }),
  read(answer) {
    if (asksForProof.test(answer)) {
      throw new AppError('rate_limited', `${label} asks for proof that a person searches`, {
        hint: 'Wait a little; for steady use set up an engine with a key, or a SearXNG of your own.',
      });
    }
    if (!isResultPage.test(answer)) throw new Error('This is no page of results');
    return readLinks(answer);
  },
};
