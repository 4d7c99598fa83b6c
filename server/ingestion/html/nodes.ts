import type { load } from 'cheerio';

type Root = ReturnType<ReturnType<typeof load>['root']>[number];
export type HtmlNode = Root['children'][number];
export type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;

const unreadTags = new Set('head script style noscript template svg canvas iframe object audio video select textarea datalist'.split(' '));
export const inlineTags = new Set(
  ('a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark math q rp rt ruby s samp small span strike ' +
    'strong sub sup time tt u var wbr').split(' '),
);

/** Text of a node and all within it that is read, blanks collapsed and `br` as line end. */
export function visibleText(node: HtmlNode): string {
  return collapseBlanks(rawText(node));
}

/** Text of a node with runs of blanks made one, `br` as line end and blanks around blocks. */
export function rawText(node: HtmlNode): string {
  if (node.type === 'text') return node.data.replace(/[\t\n\f\r ]+/g, ' ');
  if (!isElement(node) || !isRead(node)) return '';
  if (node.name === 'br') return '\n';
  const inner = node.children.map(rawText).join('');
  return inlineTags.has(node.name) ? inner : ` ${inner} `;
}

export function collapseBlanks(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

/** Whether a browser would show it. */
export function isRead(element: HtmlElement): boolean {
  return !unreadTags.has(element.name) && !('hidden' in element.attribs) && !/display\s*:\s*none/i.test(element.attribs.style ?? '');
}

/** Text as it stands, for `pre`. */
export function preformattedText(node: HtmlNode): string {
  if (node.type === 'text') return node.data;
  if (!isElement(node)) return '';
  return node.name === 'br' ? '\n' : node.children.map(preformattedText).join('');
}
