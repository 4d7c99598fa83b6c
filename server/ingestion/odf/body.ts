import type { Block } from '../document-loader.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { byFirstRow, headerRowCount } from '../sheet-regions.ts';
import { addSheetRows } from '../sheet-rows.ts';
import { addTableRows } from '../table-rows.ts';
import { walkXml, type XmlHandler } from '../xml.ts';
import { OdfLists } from './lists.ts';
import type { OdfStyles } from './styles.ts';
import { OdfTable } from './table.ts';

type Attribute = (name: string) => string | undefined;
type Paragraph = { text: string; level?: number; notes: string[]; pictures: string[] };
export type OdfSummary = { firstHeading?: string; pageCount: number; hiddenSheets: string[] };

/** What was deleted, marks of notes, readings above characters, and what describes instead of saying. */
const unread = new Set(['tracked-changes', 'automatic-styles', 'forms', 'note-citation', 'ruby-text', 'script', 'desc', 'title', 'date', 'date-string', 'settings']);
const maxHeadingLevel = 6;
const maxBlanks = 100;

/** Writes the content of an OpenDocument text, presentation or spreadsheet as blocks. @param pictures their texts by the name of their part */
export function readOdfBody(xml: string, styles: OdfStyles, writer: DocumentWriter, pictures: ReadonlyMap<string, string>): OdfSummary {
  const reader = new OdfReader(styles, writer, pictures);
  walkXml(xml, reader);
  return reader.summary;
}

/** Paragraphs may stand in paragraphs (boxes, notes) and tables in cells, so both are kept as stacks. */
class OdfReader implements XmlHandler {
  readonly summary: OdfSummary = { pageCount: 0, hiddenSheets: [] };
  readonly #styles: OdfStyles;
  readonly #writer: DocumentWriter;
  readonly #pictures: ReadonlyMap<string, string>;
  readonly #lists: OdfLists;
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: OdfTable[] = [];
  #unreadDepth = 0;
  #noteDepth = 0;
  #headerRowsDepth = 0;
  #isSpreadsheet = false;
  #isTitleFrame = false;
  #author: string | undefined;

  constructor(styles: OdfStyles, writer: DocumentWriter, pictures: ReadonlyMap<string, string>) {
    this.#styles = styles;
    this.#writer = writer;
    this.#pictures = pictures;
    this.#lists = new OdfLists(styles);
  }

  open(name: string, attribute: Attribute): void {
    if (this.#unreadDepth > 0 || unread.has(name)) {
      if (unread.has(name)) this.#unreadDepth++;
      return;
    }
    if (name === 'p' || name === 'h') this.#openParagraph(name, attribute);
    else if (name === 'list') this.#lists.open(attribute('style-name'), attribute('continue-numbering') === 'true');
    else if (name === 'list-item') this.#lists.openItem(attribute('start-value'));
    else if (name === 'note-body' || name === 'annotation') this.#noteDepth++;
    else if (name === 'creator') this.#author = '';
    else if (name === 'spreadsheet') this.#isSpreadsheet = true;
    else if (name === 'page') this.summary.pageCount++;
    else if (name === 'frame') this.#isTitleFrame = attribute('class') === 'title';
    else if (name === 'image') this.#addPicture(this.#pictures.get(attribute('href') ?? '') ?? '');
    else if (name === 's') this.#append(' '.repeat(Math.min(Number(attribute('c') ?? 1) || 1, maxBlanks)));
    else if (name === 'tab') this.#append('\t');
    else if (name === 'line-break') this.#append('\n');
    else this.#openTable(name, attribute);
  }

  close(name: string): void {
    if (unread.has(name)) this.#unreadDepth--;
    if (this.#unreadDepth > 0) return;
    const table = this.#tables.at(-1);
    if (name === 'p' || name === 'h') this.#closeParagraph();
    else if (name === 'list') this.#lists.close();
    else if (name === 'note-body' || name === 'annotation') this.#noteDepth--;
    else if (name === 'frame') this.#isTitleFrame = false;
    else if (name === 'table-header-rows') this.#headerRowsDepth--;
    else if (name === 'table-row') table?.closeRow(this.#headerRowsDepth > 0);
    else if (name === 'table-cell' || name === 'covered-table-cell') table?.closeCell();
    else if (name === 'table') this.#closeTable();
  }

  text(text: string): void {
    if (this.#unreadDepth > 0) return;
    if (this.#author === '') this.#author = text;
    else this.#append(text.replace(/\s+/g, ' '));
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #openParagraph(name: string, attribute: Attribute): void {
    const isTitle = this.#isTitleFrame || this.#styles.titles.has(attribute('style-name') ?? '');
    const level = name === 'h' ? Math.min(Math.max(1, Number(attribute('outline-level') ?? 1) || 1), maxHeadingLevel) : isTitle ? 1 : undefined;
    this.#paragraphs.push({ text: '', level, notes: [], pictures: [] });
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const text = paragraph.text.replace(/[^\S\n]+/g, ' ').trim();
    if (this.#noteDepth > 0) {
      this.#addNote(text);
      return;
    }
    const mark = this.#lists.isOpen && text !== '' ? this.#lists.takeMark() : undefined;
    if (paragraph.level) this.summary.firstHeading ??= text.replace(/\s+/g, ' ') || undefined;
    if (paragraph.level) this.#emit('heading', text, paragraph.level);
    else if (this.#tables.at(-1)?.isInCell) this.#emit('paragraph', text);
    else this.#emit(mark ? 'list-item' : 'paragraph', mark ? `${mark} ${text}` : text);
    for (const picture of paragraph.pictures) this.#emit('caption', picture);
    for (const note of paragraph.notes) this.#emit('paragraph', note);
  }

  /** A picture follows the paragraph it is anchored in. */
  #addPicture(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.pictures.push(text);
    else this.#emit('caption', text);
  }

  /** Footnotes and comments follow the paragraph they belong to. */
  #addNote(text: string): void {
    const note = this.#author ? `${this.#author}: ${text}` : text;
    this.#author = undefined;
    const outer = this.#paragraphs.at(-1);
    if (outer) outer.notes.push(note);
    else this.#emit('paragraph', note);
  }

  #openTable(name: string, attribute: Attribute): void {
    const table = this.#tables.at(-1);
    const count = (of: string) => Math.max(1, Number(attribute(of) ?? 1) || 1);
    if (name === 'table') {
      const isHidden = this.#styles.hidden.has(attribute('style-name') ?? '');
      this.#tables.push(new OdfTable(attribute('name') ?? '', isHidden, this.#writer.limits));
    } else if (name === 'table-header-rows') {
      this.#headerRowsDepth++;
    } else if (name === 'table-row') {
      table?.openRow(count('number-rows-repeated'));
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      table?.openCell({
        repeated: count('number-columns-repeated'),
        columnsSpanned: count('number-columns-spanned'),
        rowsSpanned: count('number-rows-spanned'),
        value: attribute('value') ?? '',
        exact: exactValueOf(attribute),
      });
    }
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table || table.rows.length === 0) return;
    const outer = this.#tables.at(-1);
    if (outer?.isInCell) outer.texts.push(...table.rows.flatMap(({ cells }) => cells.map(({ text }) => text)));
    else if (this.#isSpreadsheet) this.#addSheet(table);
    else addTableRows(this.#writer, this.#writer.nextTable(), table.grid(), table.headerRows || headersOf(table), this.#place);
  }

  #addSheet(table: OdfTable): void {
    if (table.isHidden) this.summary.hiddenSheets.push(table.name);
    this.#writer.add('heading', table.name, { level: 1 });
    addSheetRows(this.#writer, table.name, table.rows, table.merged, table.isHidden);
  }

  #emit(kind: Block['kind'], text: string, level?: number): void {
    const table = this.#tables.at(-1);
    if (table?.isInCell) table.texts.push(text);
    else this.#writer.add(kind, text, level ? { ...this.#place, level } : this.#place);
  }

  get #place(): { page?: number } {
    return this.summary.pageCount > 0 ? { page: this.summary.pageCount } : {};
  }
}

/** The number itself, or the date as ISO 8601. */
function exactValueOf(attribute: Attribute): number | string | undefined {
  const type = attribute('value-type');
  if (type === 'date') return attribute('date-value')?.replace('T', ' ').replace(/\.\d+$/, '');
  const value = attribute('value') ?? '';
  const isNumber = type === 'float' || type === 'percentage' || type === 'currency';
  return isNumber && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** Where the table does not mark its headers; undefined leaves the question to the rows. */
function headersOf({ rows, merged }: OdfTable): number | undefined {
  return headerRowCount(rows, byFirstRow(merged)) || undefined;
}
