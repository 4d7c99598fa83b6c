import { load } from 'cheerio';

/** Pages say what they are about at their beginning. */
const headChars = 100_000;
const mostTags = 200;
const authorNames = new Set(['author', 'article:author', 'dc.creator']);
const dateNames = new Set(['article:published_time', 'date', 'dc.date', 'dcterms.created']);

/** Author and date of a page as its meta elements name them. */
export function readMetaTags(html: string): { author?: string; date?: string } {
  const tags = (html.slice(0, headChars).match(/<meta\s[^<>]{0,1000}>/gi) ?? []).slice(0, mostTags);
  const found: { author?: string; date?: string } = {};
  for (const element of load(tags.join(''), null, false)('meta').toArray()) {
    const { name, property, content } = element.attribs;
    const said = (name ?? property ?? '').toLowerCase();
    const day = /^\d{4}-\d{2}-\d{2}/.exec(content ?? '')?.[0];
    if (authorNames.has(said) && content && !/^https?:/.test(content)) found.author ??= content;
    if (dateNames.has(said) && day) found.date ??= day;
  }
  return found;
}
