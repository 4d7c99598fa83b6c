import type { Block } from '../document-loader.ts';
import type { Line } from './lines.ts';
import type { PdfPage, Pdfium } from './pdfium.ts';

/** How places are brought from one system to another: x' = a x + c y + e, y' = b x + d y + f. */
export type Frame = { a: number; b: number; c: number; d: number; e: number; f: number };

/** From places of text laid upright back to those of the file, by its quarter turns counter-clockwise. */
export const quarterTurns: readonly Frame[] = [
  { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 },
  { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 },
  { a: -1, b: 0, c: 0, d: -1, e: 0, f: 0 },
  { a: 0, b: -1, c: 1, d: 0, e: 0, f: 0 },
];

/** How far letters usually reach above and below their baseline, in em. */
const ascentEm = 0.8;
const descentEm = 0.2;
/** PDFium gives whole numbers; a page is measured as if it were this wide or high. */
const measuredSize = 1e6;
const scratchBytes = 8;

/** Brings places through `inner`, then through `outer`. */
export function combined(outer: Frame, inner: Frame): Frame {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

/** The place of lines on the page, to a tenth of a point. */
export function boxOf(lines: readonly Line[], frame: Frame): Block['box'] {
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const top = Math.max(...lines.map((line) => line.baseline + ascentEm * line.em));
  const bottom = Math.min(...lines.map((line) => line.baseline - descentEm * line.em));
  const xs = [frame.a * left + frame.c * top + frame.e, frame.a * right + frame.c * bottom + frame.e];
  const ys = [frame.b * left + frame.d * top + frame.f, frame.b * right + frame.d * bottom + frame.f];
  return {
    left: rounded(Math.min(...xs)),
    top: rounded(Math.min(...ys)),
    width: rounded(Math.abs(xs[1]! - xs[0]!)),
    height: rounded(Math.abs(ys[1]! - ys[0]!)),
  };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}

/** From points of the file to points from the upper left corner of the page as it is shown, cut and turned. */
export function frameOf(pdfium: Pdfium, { page, width, height }: PdfPage): Frame {
  const { wasmExports } = pdfium;
  const scratch = wasmExports.malloc(scratchBytes);
  const fineness = measuredSize / Math.max(width, height);
  try {
    const shown = (x: number, y: number) => {
      wasmExports.FPDF_PageToDevice(page, 0, 0, Math.round(width * fineness), Math.round(height * fineness), 0, x, y, scratch, scratch + 4);
      return { x: pdfium.HEAP32[scratch >> 2]! / fineness, y: pdfium.HEAP32[(scratch >> 2) + 1]! / fineness };
    };
    const origin = shown(0, 0);
    const right = shown(width, 0);
    const up = shown(0, height);
    return {
      a: (right.x - origin.x) / width,
      b: (right.y - origin.y) / width,
      c: (up.x - origin.x) / height,
      d: (up.y - origin.y) / height,
      e: origin.x,
      f: origin.y,
    };
  } finally {
    wasmExports.free(scratch);
  }
}
