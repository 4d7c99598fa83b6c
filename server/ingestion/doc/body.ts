import type { Block } from '../document-loader.ts';
import type { DocumentWriter } from '../document-writer.ts';
import type { Numbering } from '../docx/numbering.ts';
import { cellTexts, isDataTable, type DocxCell, type DocxTable } from '../docx/tables.ts';
import { addTableRows, maxTableColumns } from '../table-rows.ts';
import type { DocNote } from './notes.ts';
import { runningText, type ParagraphFormat, type ParagraphFormats } from './paragraph-formats.ts';
import { FieldFilter } from './shown-text.ts';
import { alignColumns, type PlacedCell } from './table-grid.ts';

const cellMark = '\u0007';

/** Writes stories of a document as blocks: paragraphs end at their marks, cells at theirs. */
export class DocReader {
  firstHeading: string | undefined;
  readonly #writer: DocumentWriter;
  readonly #formats: ParagraphFormats;
  readonly #numbering: Numbering;
  readonly #notes: readonly DocNote[];
  readonly #fields = new FieldFilter();
  #nextNote = 0;
  #rows: PlacedCell[][] = [];
  #headerRows = 0;
  #row: DocxCell[] = [];
  #cell: DocxCell = emptyCell();

  /** @param notes in the order of the characters that refer to them */
  constructor(writer: DocumentWriter, formats: ParagraphFormats, numbering: Numbering, notes: readonly DocNote[]) {
    this.#writer = writer;
    this.#formats = formats;
    this.#numbering = numbering;
    this.#notes = notes;
  }

  /** @param start number of the story's first character in the document */
  read(story: string, start: number): void {
    let from = 0;
    for (const match of story.matchAll(/[\r\u0007\u000c]/g)) {
      this.#readParagraph(story.slice(from, match.index), start + match.index, match[0]);
      from = match.index + 1;
    }
    this.#readParagraph(story.slice(from), start + story.length, '\r');
    this.#endTable();
  }

  #readParagraph(raw: string, mark: number, markText: string): void {
    const format = this.#formats.at(mark);
    const text = this.#fields.shown(raw).replace(/[ \t]+/g, ' ').trim();
    if (!format.isInTable) this.#endTable();
    if (markText === cellMark && format.isRowEnd) this.#endRow(format);
    else this.#addParagraph(text, format);
    for (; (this.#notes[this.#nextNote]?.character ?? Infinity) <= mark; this.#nextNote++) {
      this.#emit('paragraph', this.#notes[this.#nextNote]?.text ?? '', undefined, format.isInTable);
    }
    if (markText === cellMark && !format.isRowEnd) this.#endCell();
  }

  #addParagraph(text: string, { style, isInTable }: ParagraphFormat): void {
    if (text === '') return;
    const mark = style.numberingId === undefined ? undefined : this.#numbering.nextMark(style.numberingId, style.numberingLevel ?? 0);
    const marked = mark ? `${mark} ${text}` : text;
    if (style.headingLevel && !isInTable) this.firstHeading ??= text;
    this.#emit(style.headingLevel ? 'heading' : mark ? 'list-item' : 'paragraph', marked, style.headingLevel, isInTable);
  }

  #emit(kind: Block['kind'], text: string, level: number | undefined, isInTable: boolean): void {
    if (!isInTable) this.#writer.add(kind, text, level ? { level } : {});
    else if (text !== '') this.#cell.blocks.push({ kind, text, level });
  }

  #endCell(): void {
    if (this.#row.length < maxTableColumns) this.#row.push(this.#cell);
    this.#cell = emptyCell();
  }

  #endRow({ cells, isHeaderRow }: ParagraphFormat): void {
    if (this.#cell.blocks.length > 0) this.#endCell();
    const row: PlacedCell[] = [];
    this.#row.forEach((cell, index) => {
      const place = cells[index];
      const before = row.at(-1);
      if (place?.continuesLeft && before && cell.blocks.length === 0) before.right = place.right;
      else row.push({ ...cell, continuesAbove: place?.continuesAbove ?? false, left: place?.left, right: place?.right });
    });
    if (isHeaderRow && this.#headerRows === this.#rows.length) this.#headerRows++;
    this.#rows.push(row);
    this.#row = [];
  }

  #endTable(): void {
    if (this.#row.length > 0 || this.#cell.blocks.length > 0) this.#endRow(runningText());
    if (this.#rows.length === 0) return;
    const table: DocxTable = { rows: alignColumns(this.#rows), headerRows: this.#headerRows };
    this.#rows = [];
    this.#headerRows = 0;
    if (isDataTable(table)) {
      addTableRows(this.#writer, this.#writer.nextTable(), cellTexts(table), table.headerRows || undefined);
    } else {
      for (const { kind, text, level } of table.rows.flat().flatMap((cell) => cell.blocks)) this.#writer.add(kind, text, level ? { level } : {});
    }
  }
}

function emptyCell(): DocxCell {
  return { blocks: [], columns: 1, continuesAbove: false };
}
