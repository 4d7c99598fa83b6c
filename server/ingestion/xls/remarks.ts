import { rangeOf } from '../sheet-rows.ts';
import { recordType, type XlsRecord } from './records.ts';
import { PieceReader, textAt, type XlsText } from './strings.ts';

const objectDescription = 0x15;

/** Comments on cells and text boxes on a sheet. A comment names the object that holds its text (MS-XLS 2.4.179). */
export class SheetRemarks {
  readonly #text: XlsText;
  readonly #textByObject = new Map<number, string>();
  readonly #comments: { address: string; object: number | undefined; text: string }[] = [];
  #object = 0;

  constructor(text: XlsText) {
    this.#text = text;
  }

  read({ type, data, pieces }: XlsRecord): void {
    if (type === recordType.object && data.length >= 8 && data.readUInt16LE(0) === objectDescription) this.#object = data.readUInt16LE(6);
    else if (type === recordType.objectText && data.length >= 12) this.#addText(data.readUInt16LE(10), pieces.slice(1));
    else if (type === recordType.note) this.#addComment(data);
  }

  /** Comments in their order, each with the address of its cell, then the texts of boxes. */
  texts(): string[] {
    const boxes = new Map(this.#textByObject);
    const comments = this.#comments.map(({ address, object, text }) => {
      const own = object === undefined ? text : (this.#textByObject.get(object) ?? '');
      if (object !== undefined) boxes.delete(object);
      return own.trim() === '' ? '' : `${address}: ${own}`;
    });
    return [...comments.filter((comment) => comment !== ''), ...boxes.values()];
  }

  #addText(length: number, pieces: readonly Buffer[]): void {
    if (length > 0 && pieces.length > 0) this.#textByObject.set(this.#object, new PieceReader(pieces).text(length).replace(/\r\n?/g, '\n'));
  }

  #addComment(data: Buffer): void {
    const row = data.readUInt16LE(0);
    const address = rangeOf(row + 1, [{ column: data.readUInt16LE(2) + 1, text: '' }]);
    if (this.#text.isUnicode) this.#comments.push({ address, object: data.readUInt16LE(6), text: '' });
    else this.#addOldComment(row, address, textAt(data, 4, 2, this.#text));
  }

  /** Of Excel 95, with the text itself; the rest of a long one follows under an impossible row. */
  #addOldComment(row: number, address: string, text: string): void {
    const last = this.#comments.at(-1);
    if (row !== 0xffff) this.#comments.push({ address, object: undefined, text });
    else if (last) last.text += text;
  }
}
