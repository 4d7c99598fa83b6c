import type { Block } from '../document-loader.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { readNotes } from './notes.ts';
import { Numbering, readNumbering } from './numbering.ts';
import type { DocxParts } from './package.ts';
import { levelByOutline, readStyles, type ParagraphStyle } from './styles.ts';
import { cellTexts, isDataTable, type DocxCell, type DocxTable } from './tables.ts';
import { walkXml, type XmlHandler } from '../xml.ts';

/** What is deleted, moved away, or stands a second time for programs that do not know the first form. */
const unread = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'pPrChange', 'rPrChange', 'sectPrChange', 'tcPrChange', 'trPrChange']);

type Paragraph = { text: string; own: ParagraphStyle; style: ParagraphStyle; notes: string[]; pictures: string[] };

/** Writes the body of a Word document as blocks. Returns its first heading. @param pictures their texts by the id of the relationship */
export function readBody(parts: DocxParts, writer: DocumentWriter, pictures: ReadonlyMap<string, string>): string | undefined {
  const reader = new BodyReader(parts, writer, pictures);
  walkXml(parts.document, reader);
  return reader.firstHeading;
}

/** Paragraphs may stand inside paragraphs (text boxes) and tables inside cells, so both are kept as stacks. */
class BodyReader implements XmlHandler {
  firstHeading: string | undefined;
  readonly #writer: DocumentWriter;
  readonly #styles: ReadonlyMap<string, ParagraphStyle>;
  readonly #numbering: Numbering;
  readonly #notes: Readonly<Record<string, ReadonlyMap<string, string>>>;
  readonly #pictures: ReadonlyMap<string, string>;
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: DocxTable[] = [];
  #unreadDepth = 0;
  #isText = false;

  constructor(parts: DocxParts, writer: DocumentWriter, pictures: ReadonlyMap<string, string>) {
    this.#writer = writer;
    this.#pictures = pictures;
    this.#styles = readStyles(parts.styles);
    this.#numbering = new Numbering(readNumbering(parts.numbering));
    this.#notes = {
      footnoteReference: readNotes(parts.footnotes),
      endnoteReference: readNotes(parts.endnotes),
      commentReference: readNotes(parts.comments),
    };
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (this.#unreadDepth > 0 || unread.has(name)) {
      if (unread.has(name)) this.#unreadDepth++;
      return;
    }
    const value = attribute.bind(undefined, 'val');
    const paragraph = this.#paragraphs.at(-1);
    const table = this.#tables.at(-1);
    const cell = table?.rows.at(-1)?.at(-1);
    this.#isText = name === 't';
    if (name === 'p') this.#paragraphs.push({ text: '', own: {}, style: {}, notes: [], pictures: [] });
    else if (name === 'tbl') this.#tables.push({ rows: [], headerRows: 0 });
    else if (name === 'tr') table?.rows.push([]);
    else if (name === 'tc') table?.rows.at(-1)?.push({ blocks: [], columns: 1, continuesAbove: false });
    else if (name === 'tblHeader' && table && table.headerRows === table.rows.length - 1) table.headerRows++;
    else if (name === 'gridBefore') table?.rows.at(-1)?.push({ blocks: [], columns: Number(value()) || 0, continuesAbove: false });
    else if (name === 'gridSpan' && cell) cell.columns = Math.max(1, Number(value()) || 1);
    else if (name === 'vMerge' && cell) cell.continuesAbove = value() !== 'restart';
    else if (paragraph) this.#openInParagraph(name, paragraph, attribute);
  }

  close(name: string): void {
    this.#isText = false;
    if (unread.has(name)) this.#unreadDepth--;
    if (this.#unreadDepth > 0) return;
    if (name === 'p') this.#endParagraph();
    else if (name === 'tbl') this.#endTable();
  }

  text(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#isText && this.#unreadDepth === 0 && paragraph) paragraph.text += text;
  }

  #openInParagraph(name: string, paragraph: Paragraph, attribute: (name: string) => string | undefined): void {
    const value = attribute('val') ?? '';
    if (name === 'pStyle') paragraph.style = this.#styles.get(value) ?? {};
    else if (name === 'numId') paragraph.own.numberingId = value;
    else if (name === 'ilvl') paragraph.own.numberingLevel = Number(value);
    else if (name === 'outlineLvl') paragraph.own.headingLevel = levelByOutline(value);
    else if (name === 'tab') paragraph.text += '\t';
    else if (name === 'br' || name === 'cr') paragraph.text += '\n';
    else if (name === 'noBreakHyphen') paragraph.text += '-';
    else if (name === 'blip') paragraph.pictures.push(this.#pictures.get(attribute('embed') ?? '') ?? '');
    else if (name in this.#notes) this.#readReference(name, paragraph, attribute('id') ?? '');
  }

  #readReference(kind: string, paragraph: Paragraph, id: string): void {
    const note = this.#notes[kind]?.get(id);
    if (note) paragraph.notes.push(note);
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const text = paragraph.text.replace(/[ \t\u00a0]+/g, ' ').trim();
    const style = { ...paragraph.style, ...paragraph.own };
    const mark = text !== '' && style.numberingId !== undefined ? this.#numbering.nextMark(style.numberingId, style.numberingLevel ?? 0) : undefined;
    const marked = mark ? `${mark} ${text}` : text;
    if (style.headingLevel) {
      if (this.#tables.length === 0) this.firstHeading ??= text || undefined;
      this.#emit('heading', marked, style.headingLevel);
    } else {
      this.#emit(mark ? 'list-item' : 'paragraph', marked);
    }
    for (const picture of paragraph.pictures) this.#emit('caption', picture);
    for (const note of paragraph.notes) this.#emit('paragraph', note);
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const isInCell = this.#tables.length > 0;
    if (!isInCell && isDataTable(table)) {
      addTableRows(this.#writer, this.#writer.nextTable(), cellTexts(table), table.headerRows || undefined);
    } else {
      for (const { kind, text, level } of table.rows.flat().flatMap((cell) => cell.blocks)) this.#emit(kind, text, level);
    }
  }

  #emit(kind: Block['kind'], text: string, level?: number): void {
    const cell: DocxCell | undefined = this.#tables.at(-1)?.rows.at(-1)?.at(-1);
    if (!cell) this.#writer.add(kind, text, level ? { level } : {});
    else if (text !== '') cell.blocks.push({ kind, text, level });
  }
}
