/** A start tag with its attributes, entities decoded; for `title`, the text that follows. */
export type HtmlTag = { name: string; attributes: Readonly<Record<string, string>>; text: string };

const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', middot: '·', raquo: '»', laquo: '«' };
const tagMaxChars = 10_000;
const titleMaxChars = 2_000;
const tagsLimit = 20_000;

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return namedEntities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function attributesOf(source: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name = '', quoted, apostrophed, bare] of source.matchAll(attributePattern)) {
    attributes[name.toLowerCase()] ??= decodeEntities(quoted ?? apostrophed ?? bare ?? '').trim();
  }
  return attributes;
}

/** Where a tag that begins at `from` ends, past quoted attributes; -1 when another begins first, or it does not within reason. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < Math.min(html.length, from + tagMaxChars); at += 1) {
    const char = html[at]!;
    if (quote) quote = char === quote ? '' : quote;
    else if ((char === '"' || char === "'") && /[=\s]/.test(html[at - 1] ?? '')) quote = char;
    else if (char === '>') return at;
    else if (char === '<') return -1;
  }
  return -1;
}

/** What stands in these is no markup of the page. */
const skippedContent = new Set(['script', 'style', 'template', 'textarea']);

/**
 * The first 20,000 start tags of these names, in order, in one pass over the page. It is no parser: what documents are made of is read in the
 * parser process; here only links and what the head says are looked for.
 */
export function* findTags(html: string, names: ReadonlySet<string>): Generator<HtmlTag> {
  let found = 0;
  const opening = /<(!--|[a-z][a-z0-9]*)/gi;
  for (let match = opening.exec(html); match && found < tagsLimit; match = opening.exec(html)) {
    const name = match[1]!.toLowerCase();
    if (name === '!--') {
      const end = html.indexOf('-->', opening.lastIndex);
      if (end === -1) return;
      opening.lastIndex = end + 3;
      continue;
    }
    const end = tagEnd(html, opening.lastIndex);
    if (end === -1) continue;
    const source = html.slice(opening.lastIndex, end);
    opening.lastIndex = end + 1;
    if (names.has(name)) {
      found += 1;
      yield { name, attributes: attributesOf(source), text: name === 'title' ? textUntilTag(html, end + 1) : '' };
    }
    if (!skippedContent.has(name)) continue;
    const closing = new RegExp(`</${name}`, 'gi');
    closing.lastIndex = end;
    if (!closing.test(html)) return;
    opening.lastIndex = closing.lastIndex;
  }
}

function textUntilTag(html: string, from: number): string {
  const text = html.slice(from, from + titleMaxChars).split('<', 1)[0]!;
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}
