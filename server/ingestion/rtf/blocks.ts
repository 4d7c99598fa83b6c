import type { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';

/** How a paragraph is meant when it ends. */
export type ParagraphStyle = { level?: number; isInTable: boolean };
type Merge = 'left' | 'above' | undefined;

const listMark = /^(?:[•·▪◦●○■\-–*\uf0b7\uf0a7]|o|\(?\w{1,4}[.)])\t/;

/** Gathers paragraphs, and cells to rows to tables, as a rich text file ends them one after the other. */
export class RtfBlocks {
  firstHeading: string | undefined;
  #text = '';
  #notes: string[] = [];
  #outer: string[] = [];
  #cells: string[] = [];
  #cell = '';
  #rows: string[][] = [];
  #merges: Merge[] = [];
  #nextMerge: Merge;

  constructor(readonly writer: DocumentWriter) {}

  append(text: string): void {
    this.#text += text;
  }

  /** Begins a footnote or comment in the middle of a paragraph. */
  beginNote(): void {
    this.#outer.push(this.#text);
    this.#text = '';
  }

  endNote(): void {
    this.#notes.push(this.#text);
    this.#text = this.#outer.pop() ?? '';
  }

  endParagraph({ level, isInTable }: ParagraphStyle): void {
    const text = this.#text.replace(/[^\S\n\t]+/g, ' ').trim();
    if (this.#outer.length > 0) {
      this.#text += ' ';
      return;
    }
    this.#text = '';
    if (isInTable) {
      this.#cell += ` ${text}`;
      return;
    }
    if (text !== '') this.#addParagraph(text, level);
    for (const note of this.#notes.splice(0)) this.writer.add('paragraph', note.replace(/\s+/g, ' '));
  }

  endCell(): void {
    this.endParagraph({ isInTable: true });
    this.#cells.push(this.#cell.trim());
    this.#cell = '';
  }

  endRow(): void {
    const above = this.#rows.at(-1) ?? [];
    const row: string[] = [];
    for (const [column, text] of this.#cells.entries()) {
      const merge = text === '' ? this.#merges[column] : undefined;
      row.push((merge === 'above' ? above[column] : merge === 'left' ? row[column - 1] : text) ?? '');
    }
    if (row.length > 0) this.#rows.push(row);
    this.#cells = [];
  }

  /** Cells of the next row are defined anew. */
  beginRowDefinition(): void {
    this.#merges = [];
    this.#nextMerge = undefined;
  }

  mergeNext(merge: Merge): void {
    this.#nextMerge = merge;
  }

  defineCell(): void {
    this.#merges.push(this.#nextMerge);
    this.#nextMerge = undefined;
  }

  finish(): void {
    this.endParagraph({ isInTable: false });
    if (this.#cells.length > 0) this.endRow();
    this.#endTable();
  }

  #addParagraph(text: string, level: number | undefined): void {
    this.#endTable();
    const isItem = listMark.test(text);
    const written = text.replace(listMark, (mark) => `${/^[\w(]/.test(mark) && mark !== 'o\t' ? mark.trim() : '-'} `).replace(/\t/g, ' ');
    if (level) this.firstHeading ??= written;
    this.writer.add(level ? 'heading' : isItem ? 'list-item' : 'paragraph', written, level ? { level } : {});
  }

  #endTable(): void {
    const rows = this.#rows.splice(0);
    if (rows.some((row) => row.length > 1)) addTableRows(this.writer, this.writer.nextTable(), rows);
    else for (const text of rows.flat()) this.writer.add('paragraph', text);
  }
}
