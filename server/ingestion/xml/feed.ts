import type { DocumentWriter } from '../document-writer.ts';
import { readHtml } from '../html/reading.ts';
import { elementsOf, textOf, type XmlElement } from './tree.ts';

const maxDetailChars = 300;
const details = ['author', 'creator', 'pubDate', 'published', 'updated', 'date', 'category'];
/** The whole text before a summary of it. */
const contents = ['encoded', 'content', 'description', 'summary', 'subtitle'];

/** The channel of an RSS or Atom feed; undefined for other XML. */
export function feedOf(root: XmlElement): XmlElement | undefined {
  if (root.name === 'feed') return root;
  return root.name === 'rss' || root.name === 'RDF' ? elementsOf(root).find(({ name }) => name === 'channel') : undefined;
}

/** Writes a feed: each entry a section with when, by whom and where, then its text. Returns the title of the feed. */
export function addFeed(writer: DocumentWriter, root: XmlElement, channel: XmlElement): string | undefined {
  const title = addEntry(writer, channel, 1);
  for (const entry of [...elementsOf(channel), ...(channel === root ? [] : elementsOf(root))]) {
    if (entry.name === 'item' || entry.name === 'entry') addEntry(writer, entry, 2);
  }
  return title;
}

function addEntry(writer: DocumentWriter, entry: XmlElement, level: number): string | undefined {
  const parts = elementsOf(entry);
  const titled = parts.find(({ name }) => name === 'title');
  const title = titled && textOf(titled);
  if (title) writer.add('heading', title, { level });
  const lines = details.flatMap((name) => {
    const text = parts.filter((part) => part.name === name).map(textOf).filter((part) => part !== '' && part.length <= maxDetailChars).join(', ');
    return text === '' ? [] : [`${name}: ${text}`];
  });
  const link = linkOf(parts);
  writer.add('paragraph', [...lines, ...(link ? [`link: ${link}`] : [])].join('\n'));
  const content = contents.map((name) => parts.find((part) => part.name === name)).find((part) => part && textOf(part) !== '');
  if (content) addContent(writer, content);
  return title || undefined;
}

function linkOf(parts: readonly XmlElement[]): string | undefined {
  const links = parts.filter(({ name }) => name === 'link');
  const address = (link: XmlElement) => textOf(link) || link.attributes.find(([name]) => name === 'href')?.[1];
  const main = links.find((link) => !link.attributes.some(([name, value]) => name === 'rel' && value !== 'alternate'));
  return main && address(main);
}

/** Pages are written into feeds as text, or as elements. */
function addContent(writer: DocumentWriter, content: XmlElement): void {
  const text = content.children.map((child) => (typeof child === 'string' ? child : '')).join('');
  if (/<\/?[a-z][^>]*>/i.test(text)) readHtml(text, writer);
  else writer.add('paragraph', textOf(content));
}
