const unread = /<(script|style|template|noscript)\b[^>]{0,2000}>[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)/gi;
const tag = /<\/?[a-z][^<>]{0,2000}>/gi;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  bull: '•',
};
const maxCodePoint = 0x10ffff;

function decode(entity: string, body: string): string {
  if (!body.startsWith('#')) return named[body.toLowerCase()] ?? entity;
  const code = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
  return code > 0 && code <= maxCodePoint ? String.fromCodePoint(code) : entity;
}

/** The words of a piece of HTML as search engines send it, or of plain text: no tags, no entities. Line breaks stay. */
export function plainText(html: string): string {
  return html
    .replace(unread, ' ')
    .replace(tag, '')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, decode)
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** The same on one line. */
export function plainLine(html: string): string {
  return plainText(html).replace(/\s+/g, ' ');
}
