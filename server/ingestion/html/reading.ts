import { load } from 'cheerio';
import type { Block } from '../document-loader.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { collapseBlanks, inlineTags, isElement, isRead, preformattedText, rawText, visibleText, type HtmlElement, type HtmlNode } from './nodes.ts';
import { isConsentRequest, isSurrounding, mainParts } from './page-parts.ts';
import { isDataTable, readTable } from './table.ts';
import { addTableRows } from '../table-rows.ts';

/** Linear in the length of the page; the parser that follows the standard to the letter is quadratic in the depth of nesting. */
const tolerantParser = { xml: { xmlMode: false, decodeEntities: true } };

/** Reads the visible text of HTML into blocks. Returns its title: the title element, else the first heading. */
export function readHtml(html: string, writer: DocumentWriter): string | undefined {
  const { nodes, title } = parsedHtml(html);
  const reader = new HtmlReader(writer);
  reader.readAll(nodes);
  reader.flush();
  return title || reader.firstHeading;
}

/**
 * Reads a page of the web: first what it is about, then what stands around it, in no section; with `isReadable` only the first.
 * Returns its title.
 */
export function readPage(html: string, writer: DocumentWriter, isReadable: boolean): string | undefined {
  const { nodes, title } = parsedHtml(html);
  const main = mainParts(nodes);
  const reader = new HtmlReader(writer, (element) => isSurrounding(element, main.length > 0));
  reader.readAll(main.length > 0 ? main : nodes);
  reader.flush();
  if (isReadable && !writer.isEmpty) return title || reader.firstHeading;
  writer.leaveSections();
  const known = new Set(main);
  const rest = new HtmlReader(writer, (element) => known.has(element));
  rest.readAll(main.length > 0 ? nodes : []);
  rest.readAll(reader.leftOut);
  rest.flush();
  return title || reader.firstHeading || rest.firstHeading;
}

function parsedHtml(html: string): { nodes: HtmlNode[]; title: string | undefined } {
  const nodes = load(html, tolerantParser).root().toArray().flatMap((root) => root.children);
  return { nodes, title: findTitle(nodes)?.replace(/\s+/g, ' ').trim() };
}

/** The first title element. Walked by hand: a query compares all outermost elements of the page with each other. */
function findTitle(nodes: readonly HtmlNode[]): string | undefined {
  for (const node of nodes) {
    const title = 'name' in node && node.name === 'title' ? preformattedText(node) : 'children' in node ? findTitle(node.children) : undefined;
    if (title) return title;
  }
  return undefined;
}

/** Walks the tree, gathering inline text and writing it out whenever a block begins or ends. */
class HtmlReader {
  firstHeading: string | undefined;
  readonly leftOut: HtmlElement[] = [];
  #pending = '';
  #kind: Block['kind'] = 'paragraph';

  constructor(
    readonly writer: DocumentWriter,
    readonly leavesOut: (element: HtmlElement) => boolean = () => false,
  ) {}

  readAll(nodes: readonly HtmlNode[]): void {
    for (const node of nodes) this.#read(node);
  }

  flush(): void {
    this.writer.add(this.#kind, collapseBlanks(this.#pending));
    this.#pending = '';
  }

  #read(node: HtmlNode): void {
    if (node.type === 'text') this.#pending += rawText(node);
    else if (isElement(node) && isRead(node) && !isConsentRequest(node)) this.#readElement(node);
  }

  #readElement(element: HtmlElement): void {
    const { name, children } = element;
    if (this.leavesOut(element)) {
      this.flush();
      this.leftOut.push(element);
      return;
    }
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (name === 'br') {
      this.#pending += '\n';
    } else if (inlineTags.has(name)) {
      this.readAll(children);
    } else if (level) {
      this.#readHeading(element, Number(level));
    } else if (name === 'pre') {
      this.flush();
      this.writer.add('code', preformattedText(element));
    } else if (name === 'table' && isDataTable(element)) {
      this.flush();
      const { caption, rows, headerRows } = readTable(element);
      this.writer.add('caption', caption);
      addTableRows(this.writer, this.writer.nextTable(), rows, headerRows);
    } else if (name === 'ol' || name === 'ul') {
      this.#readList(element);
    } else {
      this.#readBlock(children, name === 'caption' || name === 'figcaption' ? 'caption' : this.#kind);
    }
  }

  #readHeading(element: HtmlElement, level: number): void {
    this.flush();
    const title = visibleText(element).replace(/\s+/g, ' ');
    this.firstHeading ??= title || undefined;
    this.writer.add('heading', title, { level });
  }

  #readBlock(children: readonly HtmlNode[], kind: Block['kind']): void {
    this.flush();
    const outer = this.#kind;
    this.#kind = kind;
    this.readAll(children);
    this.flush();
    this.#kind = outer;
  }

  #readList(list: HtmlElement): void {
    this.flush();
    let number = Number(list.attribs.start ?? 1) || 1;
    for (const child of list.children) {
      if (isElement(child) && child.name === 'li') {
        this.flush();
        this.#pending = list.name === 'ol' ? `${number++}. ` : '- ';
        this.#readItem(child);
      } else {
        this.#read(child);
      }
    }
    this.flush();
  }

  /** The mark of an item stays with its first text, also when that stands in a paragraph of its own. */
  #readItem(item: HtmlElement): void {
    const outer = this.#kind;
    this.#kind = 'list-item';
    const mark = this.#pending;
    for (const child of item.children) {
      const startsBlock = isElement(child) && !inlineTags.has(child.name) && child.name !== 'br';
      if (startsBlock && this.#pending.trim() === mark.trim() && (child.name === 'p' || child.name === 'div')) this.readAll(child.children);
      else this.#read(child);
    }
    if (this.#pending.trim() !== mark.trim()) this.flush();
    this.#pending = '';
    this.#kind = outer;
  }
}
