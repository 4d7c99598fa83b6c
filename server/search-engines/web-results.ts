import { plainLine, plainText } from './plain-text.ts';
import type { FoundPage, WebResult } from './search-engine.ts';

const titleMaxChars = 300;
const snippetMaxChars = 2_000;
const textMaxChars = 20_000;
const urlMaxChars = 2_000;

/** An address of the web without credentials and without a place in the page; undefined for anything else. */
function webAddress(given: string): string | undefined {
  if (given.length > urlMaxChars || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/** What an engine found, each page once, with nothing in it but plain text of bounded length. */
export function webResults(found: readonly FoundPage[], limit: number): WebResult[] {
  const results = new Map<string, WebResult>();
  for (const { title, url: address, snippet, text } of found) {
    const url = webAddress(address ?? '');
    if (url === undefined || results.has(url)) continue;
    results.set(url, {
      title: plainLine(title ?? '').slice(0, titleMaxChars) || new URL(url).host,
      url,
      snippet: plainLine(snippet ?? '').slice(0, snippetMaxChars),
      text: text ? plainText(text).slice(0, textMaxChars) : undefined,
    });
    if (results.size === limit) break;
  }
  return [...results.values()];
}
