import { AppError } from '../../platform/errors.ts';
import { tooMuch } from '../document-writer.ts';
import { attributesOf, walkXml, type XmlHandler } from '../xml.ts';

export type XmlElement = { name: string; attributes: [name: string, value: string][]; children: (XmlElement | string)[] };

const maxElements = 2_000_000;
const maxDepth = 200;
/** Where a document type may begin. */
const prologChars = 64 * 1024;
const doctype = /<!DOCTYPE[^[>]*(?:\[([^]*?)\]\s*)?>/iy;

/** Without its document type. @throws AppError unsupported, where that defines entities: they can stand for anything, without end or from elsewhere. */
export function withoutDoctype(xml: string): string {
  doctype.lastIndex = Math.max(0, xml.slice(0, prologChars).search(/<!DOCTYPE/i));
  const [declaration, subset] = doctype.exec(xml) ?? [];
  if (declaration === undefined) return xml;
  if (subset !== undefined && /<!ENTITY/i.test(subset)) {
    throw new AppError('unsupported', 'The XML defines entities of its own, which are not read', { hint: 'Save it with its entities written out.' });
  }
  return xml.replace(declaration, () => ' '.repeat(declaration.length));
}

/** The root elements of a text; of a damaged one those that were read, and what is wrong with the rest. */
export function parseXml(xml: string): { roots: XmlElement[]; problem?: string } {
  const root: XmlElement = { name: '', attributes: [], children: [] };
  const open = [root];
  let count = 0;
  const handler = {
    open(name: string, _attribute: unknown, tag: string) {
      if (++count > maxElements) throw tooMuch(`more than ${maxElements / 1e6} million elements`);
      if (open.length > maxDepth) throw tooMuch(`elements nested more than ${maxDepth} deep`);
      const element: XmlElement = { name, attributes: attributesOf(tag), children: [] };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    close() {
      if (open.length > 1) open.pop();
    },
    text(text: string) {
      if (/\S/.test(text)) open.at(-1)!.children.push(text);
    },
  };
  const problem = walkAsFarAsItGoes(withoutDoctype(xml), handler);
  return { roots: root.children.filter((child) => typeof child !== 'string'), problem };
}

/** Walks XML; where it is damaged, returns what is wrong after having walked what comes before. */
export function walkAsFarAsItGoes(xml: string, handler: XmlHandler): string | undefined {
  try {
    walkXml(xml, handler);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.message.startsWith('The file is damaged')) return error.message;
    throw error;
  }
}

export function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

/** All text within, blanks collapsed; elements part words. */
export function textOf(node: XmlElement | string): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: XmlElement | string): string {
  if (typeof node === 'string') return node;
  const [only] = node.children;
  if (node.children.length < 2) return only === undefined ? '' : rawText(only);
  return node.children.map((child) => (typeof child === 'string' ? child : inlineNames.has(child.name) ? rawText(child) : ` ${rawText(child)} `)).join('');
}

/** Marks within a word or sentence, in the common vocabularies of text. */
const inlineNames = new Set(
  ('a b i u s em strong emphasis code literal sub sup span hi ref xref link ulink bold italic tt q quote command filename function varname option ' +
    'phrase term acronym abbrev citetitle superscript subscript classname methodname parameter type guimenu guilabel keycap ext-link named-content').split(' '),
);
