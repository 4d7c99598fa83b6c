import { isElement, visibleText, type HtmlElement, type HtmlNode } from './nodes.ts';

const maxDepth = 500;
const minMainChars = 100;
const surroundingRoles = new Set(['navigation', 'banner', 'complementary', 'contentinfo', 'search', 'menu', 'menubar']);
const surroundingTags = new Set(['nav', 'aside', 'footer']);
const consentRequest = /(?:cookie|consent|gdpr)[-_]?(?:banner|bar|notice|popup|dialog|overlay|modal|message)/i;

/** What a page is about, as it says itself: its `main` elements, else its only `article`; empty where it does not say. */
export function mainParts(nodes: readonly HtmlNode[]): HtmlElement[] {
  const mains = outermost(nodes, (element) => element.name === 'main' || element.attribs.role === 'main');
  const parts = mains.length > 0 ? mains : outermost(nodes, (element) => element.name === 'article' || element.attribs.role === 'article');
  const isTold = mains.length > 0 || parts.length === 1;
  return isTold && parts.some((part) => visibleText(part).length >= minMainChars) ? parts : [];
}

/** Leads around the site or away from the page. Notes and credits within the main part belong to it. */
export function isSurrounding(element: HtmlElement, isInMain: boolean): boolean {
  const { name, attribs } = element;
  return name === 'nav' || attribs.role === 'navigation' || (!isInMain && (surroundingTags.has(name) || surroundingRoles.has(attribs.role ?? '')));
}

/** Asks for consent to cookies; no part of any document. */
export function isConsentRequest({ attribs }: HtmlElement): boolean {
  return consentRequest.test(attribs.id ?? '') || consentRequest.test(attribs.class ?? '');
}

function outermost(nodes: readonly HtmlNode[], isWanted: (element: HtmlElement) => boolean, depth = 0): HtmlElement[] {
  if (depth > maxDepth) return [];
  return nodes.filter(isElement).flatMap((element) => (isWanted(element) ? [element] : outermost(element.children, isWanted, depth + 1)));
}
