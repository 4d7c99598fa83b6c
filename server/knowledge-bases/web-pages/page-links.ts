import { findTags } from './html-tags.ts';

/** What a page says of itself and where it leads. */
export type PageLinks = {
  title: string;
  /** Absolute, in order, each once. */
  links: string[];
  /** The address the page names as its own. */
  canonical?: string;
  /** The page asks not to be kept. */
  isNotIndexed: boolean;
};

const linksLimit = 2_000;
const readTags = new Set(['title', 'base', 'a', 'area', 'link', 'meta']);

function resolve(href: string, base: string): string | undefined {
  try {
    return new URL(href, base).href;
  } catch {
    return undefined;
  }
}

const wordsOf = (text: string | undefined) => (text ?? '').toLowerCase().split(/[\s,]+/);

/** Reads the links of a page. It follows what the page asks of crawlers: `noindex`, `nofollow`, and `rel="nofollow"`. */
export function readPageLinks(html: string, url: string): PageLinks {
  const found = new Set<string>();
  let base = url;
  let title = '';
  let canonical: string | undefined;
  const asked = new Set<string>();
  for (const { name, attributes, text } of findTags(html, readTags)) {
    const { href, rel } = attributes;
    if (name === 'title') title ||= text;
    else if (name === 'meta' && attributes.name?.toLowerCase() === 'robots') for (const word of wordsOf(attributes.content)) asked.add(word);
    else if (href === undefined) continue;
    else if (name === 'base') base = resolve(href, url) ?? base;
    else if (name === 'link') canonical ??= wordsOf(rel).includes('canonical') ? resolve(href, base) : undefined;
    else if (name !== 'meta' && found.size < linksLimit && !wordsOf(rel).includes('nofollow')) {
      const link = resolve(href, base);
      if (link) found.add(link);
    }
  }
  const mayFollow = !asked.has('nofollow') && !asked.has('none');
  return { title, links: mayFollow ? [...found] : [], ...(canonical && { canonical }), isNotIndexed: asked.has('noindex') || asked.has('none') };
}
