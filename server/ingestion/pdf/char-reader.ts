import type { Pdfium } from './pdfium.ts';

/** Where a character stands, upright, and how it is set. */
export type Place = {
  left: number;
  right: number;
  baseline: number;
  em: number;
  bold: boolean;
  /** Turns by 90 degrees, counter-clockwise. */
  quarter: number;
};

/** Memory of PDFium that the reader works in. */
export const scratchBytes = 128;

const boldWeight = 600;
const boldName = /bold|black|heavy|demi/i;

type Box = { left: number; right: number; bottom: number; top: number };

/** Asks PDFium for the places of characters. Size, turn and weight are the same for a run of text in the file, and asked once for it. */
export class CharReader {
  readonly #pdfium: Pdfium;
  readonly #textPage: number;
  readonly #scratch: number;
  readonly #place: Place = { left: 0, right: 0, baseline: 0, em: 0, bold: false, quarter: 0 };
  readonly #boldByFont = new Map<number, boolean>();
  #run = -1;
  #originX = 0;
  #originY = 0;

  constructor(pdfium: Pdfium, textPage: number, scratch: number) {
    this.#pdfium = pdfium;
    this.#textPage = textPage;
    this.#scratch = scratch;
  }

  /** The place is overwritten by the next call. */
  placeOf(index: number): Place {
    const { wasmExports, HEAPF32 } = this.#pdfium;
    const floats = this.#scratch >> 2;
    wasmExports.FPDFText_GetLooseCharBox(this.#textPage, index, this.#scratch);
    const left = HEAPF32[floats]!;
    const top = HEAPF32[floats + 1]!;
    const right = HEAPF32[floats + 2]!;
    const bottom = HEAPF32[floats + 3]!;
    const run = wasmExports.FPDFText_GetTextObject(this.#textPage, index);
    if (run !== this.#run) {
      this.#run = run;
      this.#startRun(index, { left, right, bottom, top });
    }
    const place = this.#place;
    if (place.quarter === 0) setPlace(place, left, right, bottom + this.#originY);
    else if (place.quarter === 1) setPlace(place, bottom, top, -(left + this.#originX));
    else if (place.quarter === 2) setPlace(place, -right, -left, -(bottom + this.#originY));
    else setPlace(place, -top, -bottom, left + this.#originX);
    return place;
  }

  /** The box reaches from the descent to the ascent of the font, so that the origin keeps its distance from the edges of the box. */
  #startRun(index: number, box: Box): void {
    const { wasmExports, HEAPF32, HEAPF64 } = this.#pdfium;
    const scratch = this.#scratch;
    wasmExports.FPDFText_GetCharOrigin(this.#textPage, index, scratch, scratch + 8);
    this.#originX = HEAPF64[scratch >> 3]! - box.left;
    this.#originY = HEAPF64[(scratch >> 3) + 1]! - box.bottom;
    wasmExports.FPDFText_GetMatrix(this.#textPage, index, scratch);
    const floats = scratch >> 2;
    const a = HEAPF32[floats]!;
    const b = HEAPF32[floats + 1]!;
    const height = Math.hypot(HEAPF32[floats + 2]!, HEAPF32[floats + 3]!);
    const place = this.#place;
    place.em = wasmExports.FPDFText_GetFontSize(this.#textPage, index) * height || box.top - box.bottom || 1;
    place.quarter = Math.abs(a) >= Math.abs(b) ? (a >= 0 ? 0 : 2) : b > 0 ? 1 : 3;
    place.bold = this.#isBold(index);
  }

  #isBold(index: number): boolean {
    const font = this.#pdfium.wasmExports.FPDFTextObj_GetFont(this.#run);
    const known = this.#boldByFont.get(font);
    if (known !== undefined) return known;
    const bold = this.#isBoldFont(index);
    this.#boldByFont.set(font, bold);
    return bold;
  }

  /** By the weight of the font or, since many programs write 400 for all, by its name. */
  #isBoldFont(index: number): boolean {
    const { wasmExports, HEAPU8 } = this.#pdfium;
    const bytes = Math.min(wasmExports.FPDFText_GetFontInfo(this.#textPage, index, this.#scratch, scratchBytes, 0), scratchBytes);
    const name = bytes > 0 ? Buffer.from(HEAPU8.subarray(this.#scratch, this.#scratch + bytes - 1)).toString('latin1') : '';
    return boldName.test(name) || wasmExports.FPDFText_GetFontWeight(this.#textPage, index) >= boldWeight;
  }
}

function setPlace(place: Place, left: number, right: number, baseline: number): void {
  place.left = left;
  place.right = right;
  place.baseline = baseline;
}
