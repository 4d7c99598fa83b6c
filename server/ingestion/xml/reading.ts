import type { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { elementsOf, textOf, type XmlElement } from './tree.ts';

const maxHeadingLevel = 6;
const maxFieldChars = 1_000;
const titleNames = new Set(['title', 'head', 'heading', 'caption', 'bridgehead', 'label']);
/** Elements of text as such: their name tells nothing about it. */
const proseNames = new Set(
  'p para simpara formalpara ab l line seg li item listitem lb text note tip warning important caution blockquote quote div abstract body content value string'.split(' '),
);
const codeNames = new Set(['programlisting', 'screen', 'code', 'pre', 'synopsis', 'codeblock', 'literallayout']);
const listNames = new Set(['itemizedlist', 'orderedlist', 'list', 'ul', 'ol']);
const rowNames = new Set(['tr', 'row']);
const cellNames = new Set(['td', 'th', 'entry', 'cell']);
const tableParts = /^(table|table-wrap|tgroup|t?head|t?body|tfoot|informaltable)$/;
const unreadNames = new Set(['style', 'script', 'metadata', 'defs']);

/** Writes the text of an element: prose in its paragraphs under its titles, data as rows `field: value`, one for each record. */
export function addXml(writer: DocumentWriter, element: XmlElement): void {
  new XmlReader(writer).read(element, 1);
}

class XmlReader {
  readonly #writer: DocumentWriter;
  /** The table of the records of a name below the same element. */
  #records: { name: string; table: number; rows: number } | undefined;

  constructor(writer: DocumentWriter) {
    this.#writer = writer;
  }

  read(element: XmlElement, depth: number): void {
    const { name } = element;
    const elements = elementsOf(element);
    if (unreadNames.has(name)) return;
    if (codeNames.has(name)) this.#add('code', codeText(element));
    else if (isTable(element)) this.#addTable(element);
    else if (elements.length === 0) this.#addLeaf(element);
    else if (element.children.length > elements.length) this.#addMixed(element, depth);
    else if (isRecord(element)) this.#addRecord(element);
    else this.#addSection(element, depth);
  }

  #add(kind: 'paragraph' | 'list-item' | 'code' | 'caption', text: string): void {
    this.#records = undefined;
    this.#writer.add(kind, text);
  }

  #addLeaf(element: XmlElement): void {
    const text = textOf(element);
    if (proseNames.has(element.name) || titleNames.has(element.name)) this.#add('paragraph', text);
    else if (element.attributes.length > 0) this.#addRecord(element);
    else if (text !== '') this.#add('paragraph', `${element.name}: ${text}`);
  }

  /** Words between elements: running text, unless larger parts stand in it. */
  #addMixed(element: XmlElement, depth: number): void {
    const inner = elementsOf(element);
    const holdsBlocks = inner.some((child) => proseNames.has(child.name) || codeNames.has(child.name) || listNames.has(child.name) || isTable(child));
    if (!holdsBlocks) {
      const text = textOf(element);
      this.#add('paragraph', proseNames.has(element.name) || text.length > maxFieldChars ? text : `${element.name}: ${text}`);
      return;
    }
    for (const child of element.children) {
      if (typeof child === 'string') this.#add('paragraph', child.replace(/\s+/g, ' '));
      else this.read(child, depth + 1);
    }
  }

  #addRecord(element: XmlElement): void {
    const fields = fieldsOf(element);
    if (fields.length === 0) return;
    if (this.#records?.name !== element.name) this.#records = { name: element.name, table: this.#writer.nextTable(), rows: 0 };
    const { table } = this.#records;
    this.#writer.add('table-row', fields.map(([name, text]) => `${name}: ${text}`).join(' | '), { cell: { table, row: ++this.#records.rows } });
  }

  #addSection(element: XmlElement, depth: number): void {
    this.#records = undefined;
    const elements = elementsOf(element);
    const info = elements.find(({ name }) => name === 'info' || name === 'front' || name.endsWith('info'));
    const title = elements.find(({ name }) => titleNames.has(name)) ?? (info && elementsOf(info).find(({ name }) => name === 'title'));
    if (title) this.#writer.add('heading', textOf(title), { level: Math.min(depth, maxHeadingLevel) });
    const own = element.attributes.filter(([, value]) => value.trim() !== '' && value.length <= maxFieldChars);
    const isData = !title && !proseNames.has(element.name) && own.length > 0 && depth > 1;
    if (isData) this.#writer.add('paragraph', own.map(([name, value]) => `${name}: ${value}`).join(' | '));
    const isList = listNames.has(element.name);
    for (const child of elements) {
      if (child === title) continue;
      if (isList && isSingleParagraph(child)) this.#add('list-item', `- ${textOf(child)}`);
      else this.read(child, title ? depth + 1 : depth);
    }
  }

  #addTable(element: XmlElement): void {
    this.#records = undefined;
    const title = elementsOf(element).find(({ name }) => titleNames.has(name));
    if (title) this.#add('caption', textOf(title));
    const rows = tableRows(element);
    const header = rows.findIndex((row) => !row.isHeader);
    addTableRows(this.#writer, this.#writer.nextTable(), rows.map(({ cells }) => cells), header > 0 ? header : undefined);
  }
}

function isTable(element: XmlElement): boolean {
  return (tableParts.test(element.name) || elementsOf(element).every(({ name }) => rowNames.has(name))) && tableRows(element).length > 1;
}

/** Rows of cells, through the elements that group them. */
function tableRows(element: XmlElement, isHeader = false, depth = 0): { cells: string[]; isHeader: boolean }[] {
  if (depth > 3) return [];
  return elementsOf(element).flatMap((child) => {
    const cells = rowNames.has(child.name) ? elementsOf(child).filter(({ name }) => cellNames.has(name)) : [];
    if (cells.length > 0) return [{ cells: cells.map(textOf), isHeader: isHeader || cells.every(({ name }) => name === 'th') }];
    return tableParts.test(child.name) ? tableRows(child, isHeader || child.name === 'thead', depth + 1) : [];
  });
}

/** Short values under names, and nothing else. */
function isRecord(element: XmlElement): boolean {
  const children = elementsOf(element);
  const isTitleAlone = element.attributes.length === 0 && children.every(({ name }) => titleNames.has(name));
  return !isTitleAlone && children.every((child) => isField(child) && !proseNames.has(child.name)) && textOf(element).length <= maxFieldChars * 2;
}

function isField(element: XmlElement): boolean {
  return elementsOf(element).length === 0 && textOf(element).length <= maxFieldChars;
}

/** Fields of a record: its attributes and children; those of one name are joined. */
function fieldsOf(element: XmlElement): [string, string][] {
  const fields = new Map<string, string>();
  const put = (name: string, text: string) => {
    if (text !== '') fields.set(name, fields.has(name) ? `${fields.get(name)}, ${text}` : text);
  };
  for (const [name, value] of element.attributes) put(name, value.replace(/\s+/g, ' ').trim());
  const children = elementsOf(element);
  if (children.length === 0) put(element.name, textOf(element));
  for (const child of children) {
    put(child.name, textOf(child));
    for (const [name, value] of child.attributes) put(`${child.name}.${name}`, value.trim());
  }
  return [...fields];
}

function isSingleParagraph(element: XmlElement): boolean {
  const children = elementsOf(element);
  return children.every((child) => proseNames.has(child.name)) && children.length <= 1;
}

function codeText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : codeText(child))).join('');
}
